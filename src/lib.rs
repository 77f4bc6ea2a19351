#![cfg_attr(not(doctest), doc = include_str!("guide/links.txt"))]
#![doc = include_str!("../README.md")]

pub use kerust_core::train::{compile, data::labels, fit, history, step};
pub use kerust_core::{
    Error, activations, constraints, graph, initializers, layers, loss, losses, message, metric,
    metrics, model, optimizer, optimizer_settings, optimizers, random, regularizers,
    word as settings,
};

#[doc(inline)]
pub use macros::{compile, evaluate, fit, model, models, predict};

pub mod callbacks;
mod clock;
pub mod contract;
pub mod datasets;
pub mod formats;
pub mod gradients;
pub mod guide;
mod macros;
pub mod memory;
#[cfg(feature = "plot")]
pub mod plot;
pub mod prelude;
pub mod range_test;
pub mod shape;

/// The names used by the macros' expansion and by the benches.
#[doc(hidden)]
pub mod __private {
    pub use crate::{Error, callbacks, compile, optimizers};
    pub use kerust_core::__private::*;
    pub use kerust_macros as macros;
}

/// The result of a function of kerust that can fail.
pub type Result<T, E = Error> = core::result::Result<T, E>;
