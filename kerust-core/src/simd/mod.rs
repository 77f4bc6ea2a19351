//! The processor: code for each kind, accumulators in its registers, and mathematics that becomes vector
//! instructions.

/// Gives a kernel a function that is no one's but this crate's to compile: [`Cpu::run`] is generic, and is
/// compiled by whoever calls it.
macro_rules! compile_task {
    ($kernel:ty) => {
        impl $kernel {
            /// Runs it by code for the processor `cpu`.
            pub fn on(self, cpu: $crate::simd::Cpu) -> <Self as $crate::simd::Task>::Out {
                cpu.run(self)
            }
        }
    };
}

pub(crate) use compile_task;

pub(crate) mod accumulators;
#[allow(unsafe_code)]
mod dispatch;
pub(crate) mod math;
mod peak;
mod processor;
#[cfg(feature = "alloc")]
pub mod subnormal;
mod vector;

pub use dispatch::{Cpu, Task};
pub use peak::peak;
pub use processor::Processor;
pub use vector::{LANES, Vector16};
