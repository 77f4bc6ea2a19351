//! A training: the contract of its parts, its data, one step, and the loop over epochs and batches.

#[cfg(feature = "alloc")]
pub mod callbacks;
#[cfg(feature = "alloc")]
pub mod compile;
pub mod contract;
pub mod data;
#[cfg(feature = "alloc")]
pub mod fit;
#[cfg(feature = "alloc")]
pub mod history;
pub mod outputs;
pub mod step;
#[cfg(feature = "alloc")]
mod tape;
#[cfg(feature = "alloc")]
mod workers;

#[cfg(feature = "alloc")]
pub use tape::GradientTape;
