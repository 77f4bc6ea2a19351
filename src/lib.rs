#![doc = include_str!("../README.md")]

pub use kerust_core::{
    Error, activations, compile, constraints, contract, fit, gradients, history, initializers,
    labels, layers, loss, losses, memory, message, metric, metrics, model, optimizer_settings,
    optimizers, random, regularizers, shape, step,
};

#[doc(hidden)]
pub use kerust_core::__private;
pub use kerust_macros::{compile, evaluate, fit, model, predict};

pub mod callbacks;
mod clock;
pub mod datasets;
pub mod formats;
#[doc = include_str!("../docs/guide.md")]
pub mod guide {}
#[cfg(feature = "plot")]
pub mod plot;
pub mod prelude;
pub mod range_test;

/// The result of what can fail in kerust.
pub type Result<T, E = Error> = core::result::Result<T, E>;
