//! The hot loops: safe code over lanes of sixteen numbers, which compilers turn into vector
//! instructions.
//!
//! A kernel is a [`Task`] that is compiled for each kind of processor. It takes sizes as values, so
//! that it is compiled once for all layers, not for each.

pub mod conv;
pub mod dense;
#[allow(unsafe_code)]
mod dispatch;
pub mod elementwise;
mod peak;
mod processor;
pub mod products;
mod rows;
#[cfg(feature = "alloc")]
pub mod subnormal;
mod sums;

pub use dispatch::{Cpu, Task};
pub use peak::peak;
pub use processor::Processor;
pub use rows::{Rows, RowsOf};
