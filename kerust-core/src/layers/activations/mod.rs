//! Activations as layers.

mod activation;
mod glu;

pub use activation::Activation;
pub(crate) use activation::{apply, apply_gradient};
