//! The layers that a model is made of: one file a layer, in folders by kind.
//!
//! A layer is a constant value: `Dense<784, 128>(relu)` is made by its constructor and its setters. A layer
//! implements
//! - [`Infer`]: its [`Spec`](crate::graph::Spec), which follows from its value and its inputs' shapes,
//! - [`Layer`]: forward and backward on the rows of a batch; or [`RowLayer`]: on one row,
//! - [`With`] for each option that is a type, and `const fn new(…)` for the values in its parentheses.

mod activations;
mod arrays;
mod convolution;
mod core;
mod follows;
mod kernel_and_bias;
mod layer;
mod layer_weights;
mod merging;
pub mod options;
mod pass;
mod pass_arguments;
mod pooling;
mod preprocessing;
mod regularization;
mod reshaping;

pub use self::core::*;
pub use crate::graph::WeightOptions;
pub use crate::tensor::Batch;
pub use activations::*;
pub use arrays::{Arrays, ArraysMut};
pub use convolution::*;
pub use follows::{FOLLOWS, Follows};
pub use layer::{Infer, Layer, Node, RowLayer};
pub use layer_weights::{LayerWeights, LayerWeightsMut, Tensor, TensorMut};
pub use merging::*;
pub use options::With;
pub use pass::Pass;
pub use pass_arguments::{Backward, Forward, OwnMemory, RowBackward, RowForward, Rows, Shapes};
pub use pooling::*;
pub use preprocessing::*;
pub use regularization::*;
pub use reshaping::*;
