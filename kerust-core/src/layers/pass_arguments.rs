//! The arguments of a layer's passes.

use super::{Arrays, ArraysMut, Pass};
use crate::gradients::Sink;
use crate::graph::Weight;
use crate::tensor::Dims;
pub use crate::tensor::Rows;

/// The shapes of a layer's inputs and output, and its arrays of weights.
#[derive(Clone, Copy, Debug)]
pub struct Shapes {
    /// The shape of a row of inputs; of the first, if there are several.
    pub input: Dims,
    /// The shapes of all inputs.
    pub inputs: &'static [Dims],
    /// The shape of a row of outputs.
    pub output: Dims,
    /// The arrays of weights.
    pub weights: &'static [Weight],
}

/// The memory that a layer's [`Spec`](crate::graph::Spec) asks for.
#[derive(Debug)]
pub struct OwnMemory<'a> {
    /// The numbers that the forward pass leaves for the backward pass, for each row.
    pub saved: &'a mut [f32],
    /// The same for the batch.
    pub saved_of_batch: &'a mut [f32],
    /// Numbers for each row that anything can be written to.
    pub scratch: &'a mut [f32],
    /// The same for the batch.
    pub scratch_of_batch: &'a mut [f32],
}

/// The forward pass of a layer on a batch.
#[allow(missing_debug_implementations)]
pub struct Forward<'a> {
    /// The rows of inputs; of the first, if there are several.
    pub x: &'a dyn Rows,
    /// The rows of each of the inputs.
    pub inputs: &'a [&'a dyn Rows],
    /// The rows of outputs, one after the other, to be written.
    pub y: &'a mut [f32],
    /// The shapes.
    pub shapes: Shapes,
    /// The weights.
    pub weights: Arrays<'a>,
    /// The memory that the layer asked for.
    pub own: OwnMemory<'a>,
    /// The pass of the batch through the model.
    pub pass: &'a Pass<'a>,
}

/// The backward pass of a layer on a batch.
#[allow(missing_debug_implementations)]
pub struct Backward<'a> {
    /// The rows of inputs, of the first, if there are several. They are there if the layer reads them: else
    /// there are none.
    pub x: &'a dyn Rows,
    /// The same for each of the inputs.
    pub inputs: &'a [&'a dyn Rows],
    /// The rows of outputs, if the layer reads them: else there are none.
    pub y: &'a [f32],
    /// The gradient of the loss with respect to the outputs.
    pub dy: &'a [f32],
    /// The gradient with respect to the first input, to be written, if it is wanted.
    pub dx: Option<&'a mut [f32]>,
    /// The same for the inputs after the first.
    pub other_dx: &'a mut [Option<&'a mut [f32]>],
    /// The shapes.
    pub shapes: Shapes,
    /// The weights, and what takes their gradients.
    pub sink: Sink<'a>,
    /// The memory that the layer asked for.
    pub own: OwnMemory<'a>,
    /// The pass of the batch through the model.
    pub pass: &'a Pass<'a>,
}

/// The forward pass of a [`RowLayer`](super::RowLayer) on a row.
#[derive(Debug)]
pub struct RowForward<'a> {
    /// The inputs, the last axis fastest.
    pub x: &'a [f32],
    /// The outputs, to be written.
    pub y: &'a mut [f32],
    /// The shapes.
    pub shapes: Shapes,
    /// The weights.
    pub weights: Arrays<'a>,
    /// The numbers that are left for the backward pass.
    pub saved: &'a mut [f32],
}

/// The backward pass of a [`RowLayer`](super::RowLayer) on a row.
#[derive(Debug)]
pub struct RowBackward<'a> {
    /// The inputs.
    pub x: &'a [f32],
    /// The outputs.
    pub y: &'a [f32],
    /// The gradient of the loss with respect to the outputs.
    pub dy: &'a [f32],
    /// The gradient with respect to the inputs, to be written.
    pub dx: &'a mut [f32],
    /// The shapes.
    pub shapes: Shapes,
    /// The weights.
    pub weights: Arrays<'a>,
    /// The gradients with respect to the weights, summed over the rows: to be added to.
    pub gradients: ArraysMut<'a>,
    /// The numbers that the forward pass left.
    pub saved: &'a [f32],
}
