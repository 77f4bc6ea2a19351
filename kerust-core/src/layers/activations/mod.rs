//! Activations as layers.

mod activation;
mod glu;
mod softmax;

pub use activation::Activation;
pub(crate) use activation::{apply, apply_gradient};
pub use softmax::Softmax;
