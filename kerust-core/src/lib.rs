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
pub mod constraints;
mod error;
pub mod gradients;
pub mod graph;
pub mod initializers;
mod kernels;
pub mod layers;
pub mod losses;
pub mod message;
pub mod metrics;
pub mod model;
#[cfg(feature = "alloc")]
#[doc(hidden)]
pub mod number_format;
pub mod optimizers;
mod parallel;
pub mod random;
pub mod regularizers;
pub mod samples;
mod simd;
pub mod tensor;
pub mod train;

pub use error::Error;

/// The names used by the macros' expansion and by the benches.
#[doc(hidden)]
pub mod __private {
    pub use crate::model::expansion::*;
    pub use crate::simd::peak;
    #[cfg(feature = "alloc")]
    pub use crate::train::fit::Arguments;
    pub use crate::train::outputs::{HasOutput, Hash, OfOutput, OutputName};
    pub use zerocopy;
}
