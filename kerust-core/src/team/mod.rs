//! How a step is split between threads.
//!
//! The split into parts is a constant of the model: so are the number and the order of all partial sums, and
//! the result has the same bits with any number of threads.
//!
//! Two dense layers make a pair: the first is split by its outputs, the second by its inputs. Each
//! thread owns some panels of the first and what comes of them in the second; all that passes
//! between threads are the partial sums of the second layer, which is small where the first is
//! wide.

#[cfg(not(feature = "std"))]
mod nobody;
mod plan;
#[cfg(feature = "std")]
mod signal;
#[cfg(feature = "std")]
mod sums;

#[cfg(not(feature = "std"))]
pub(crate) use nobody::Team;
pub(crate) use plan::Share;
pub use plan::{Parts, Split, plan};
#[cfg(feature = "std")]
pub(crate) use signal::Signal;
#[cfg(feature = "std")]
pub(crate) use sums::{Table, Team};

/// The number of processors available to this process.
#[cfg(feature = "alloc")]
pub(crate) fn available() -> usize {
    #[cfg(feature = "std")]
    if let Ok(count) = std::thread::available_parallelism() {
        return count.get();
    }
    1
}
