//! The destinations of the gradients of weights: an update at once, or memory; and the gradients of one's own
//! training loop.

pub use kerust_core::gradients::{Learner, Sink};
pub use kerust_core::model::Gradients;
pub use kerust_core::train::GradientTape;
