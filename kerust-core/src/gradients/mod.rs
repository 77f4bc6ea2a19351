//! The destination of the gradient of weights: an update at once, or memory.
//!
//! A layer's backward pass hands each vector of its weights' gradient to a [`Sink`]. While `fit` trains,
//! that is the optimizer's update, and no gradient is stored, if the optimizer does not need whole
//! gradients.

mod learner;

pub(crate) use learner::Rule;
pub use learner::{Learner, Sink};
