//! The threads of a training.

#[cfg(not(feature = "std"))]
mod one;
#[cfg(feature = "std")]
mod threads;

#[cfg(not(feature = "std"))]
pub(super) use one::FirstWorker;
#[cfg(feature = "std")]
pub(super) use threads::{FirstWorker, Workers};
