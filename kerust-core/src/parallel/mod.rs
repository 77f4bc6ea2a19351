//! The split of a step between threads.
//!
//! The split into parts is a constant of the model: so are the number and the order of all partial sums, and
//! the result has the same bits with any number of threads.
//!
//! Two dense layers make a pair: the first is split by its outputs, the second by its inputs. Each
//! thread owns some panels of the first and what comes of them in the second; all that passes
//! between threads are the partial sums of the second layer, which is small where the first is
//! wide.

#[cfg(feature = "std")]
mod all_reduce;
#[cfg(feature = "std")]
mod barrier;
mod destination;
#[cfg(not(feature = "std"))]
mod one_thread;
mod partition;

#[cfg(feature = "std")]
pub(crate) use all_reduce::{AllReduce, Reducer};
#[cfg(feature = "std")]
pub(crate) use barrier::Barrier;
pub(crate) use destination::Destination;
#[cfg(not(feature = "std"))]
pub(crate) use one_thread::Reducer;
pub use partition::Split;
pub(crate) use partition::{GROUPS, Partition};

/// The number of processors available to this process.
#[cfg(feature = "alloc")]
pub(crate) fn available() -> usize {
    #[cfg(feature = "std")]
    if let Ok(count) = std::thread::available_parallelism() {
        return count.get();
    }
    1
}
