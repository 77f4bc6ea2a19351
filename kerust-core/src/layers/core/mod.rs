//! Layers of weights, and activations.

mod activation;
mod dense;
mod glu;

pub use activation::Activation;
pub(crate) use activation::{apply, apply_gradient};
pub use dense::Dense;
