//! The layers that a model is made of: one file a layer.
//!
//! A layer is a constant value: `Dense<784, 128>(relu)` is made by its constructor and its setters. A layer
//! implements
//! - [`Infer`]: its [`Spec`](crate::graph::Spec), which follows from its value and its inputs' shapes,
//! - [`Layer`]: forward and backward on the rows of a batch; or [`RowLayer`]: on one row,
//! - [`With`] for each option that is a type, and `const fn new(…)` for the values in its parentheses.

mod activation;
mod arrays;
mod conv2d;
mod dense;
mod dropout;
mod flatten;
mod glu;
mod kernel_and_bias;
mod layer;
mod layer_weights;
mod max_pooling2d;
pub mod options;
mod pass;
mod passes;
mod rescaling;

pub use crate::graph::WeightOptions;
pub use crate::memory::Batch;
pub use activation::Activation;
pub(crate) use activation::{apply, apply_gradient};
pub use arrays::{Arrays, ArraysMut};
pub use conv2d::Conv2D;
pub use dense::Dense;
pub use dropout::Dropout;
pub use flatten::Flatten;
pub use layer::{Infer, Layer, Node, RowLayer};
pub use layer_weights::{LayerWeights, LayerWeightsMut, Tensor, TensorMut};
pub use max_pooling2d::MaxPooling2D;
pub use options::With;
pub use pass::Pass;
pub use passes::{Backward, Forward, OwnMemory, RowBackward, RowForward, Rows, Shapes};
pub use rescaling::Rescaling;
