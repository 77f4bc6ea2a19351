//! The hot loops: safe code over lanes of sixteen numbers, which compilers turn into vector
//! instructions.
//!
//! A kernel is a [`Task`] that is compiled for each kind of processor. It takes sizes as values, so
//! that it is compiled once for all layers, not for each.

/// Gives a kernel a function that is no one's but this crate's to compile: [`Cpu::run`] is generic, and is
/// compiled by whoever calls it.
macro_rules! compiled_here {
    ($kernel:ty) => {
        impl $kernel {
            /// Runs it by code for the processor `cpu`.
            pub fn on(self, cpu: $crate::kernels::Cpu) -> <Self as $crate::kernels::Task>::Out {
                cpu.run(self)
            }
        }
    };
}

pub mod conv;
pub mod dense;
#[allow(unsafe_code)]
mod dispatch;
pub mod elementwise;
mod peak;
pub mod pool;
mod processor;
pub mod products;
#[cfg(feature = "alloc")]
pub mod subnormal;
mod sums;

pub use dispatch::{Cpu, Task};
pub use peak::peak;
pub use processor::Processor;
