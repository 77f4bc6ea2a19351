//! The types, the mathematics and the training loop of [kerust](https://docs.rs/kerust), which need no
//! operating system.
//!
//! Features: `std` (default; the platform's mathematical functions), which includes `alloc` (boxed
//! models, `compile` and `fit`). Without both, models, their passes and their updates work in the user's
//! own memory.
#![no_std]

#[cfg(any(feature = "alloc", test))]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[macro_use]
pub mod word;

pub mod activations;
#[cfg(feature = "alloc")]
pub mod callbacks;
#[cfg(feature = "alloc")]
pub mod compile;
pub mod constraints;
pub mod contract;
mod error;
#[cfg(feature = "alloc")]
pub mod fit;
#[cfg(feature = "alloc")]
mod gather;
pub mod gradients;
#[cfg(feature = "alloc")]
pub mod history;
pub mod initializers;
mod kernels;
pub mod labels;
pub mod layers;
pub mod losses;
mod math;
pub mod memory;
pub mod message;
pub mod metrics;
pub mod model;
#[cfg(feature = "alloc")]
#[doc(hidden)]
pub mod number_format;
pub mod optimizers;
pub mod random;
pub mod regularizers;
pub mod shape;
pub mod step;
#[cfg(feature = "alloc")]
mod summary;
mod team;
#[cfg(feature = "alloc")]
mod weights;

pub use error::Error;

/// The names used by the macros' expansion and by the benches.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "alloc")]
    pub use crate::fit::Arguments;
    pub use crate::kernels::peak;
    pub use crate::model::expansion::*;
    pub use zerocopy;
}
