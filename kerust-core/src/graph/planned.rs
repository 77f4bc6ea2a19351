//! The graph of a model: its operations, planned.

use super::{Memory, Operation, Step, fusion, gradients, output_of, partition, schedule};
use crate::tensor::LANES;

/// The operations of a model: its input, and two for each layer, in an order in which each one comes after
/// those whose outputs it takes.
///
/// # Panics
/// If there is not room for two operations a layer.
#[must_use]
pub const fn operations<const COUNT: usize>(len: usize, steps: &[Step]) -> [Operation; COUNT] {
    let mut operations = [Operation::input(len); COUNT];
    let mut layer = 1;
    while layer <= steps.len() {
        let step = &steps[layer - 1];
        let mut operation = Operation::of_layer(layer, step);
        if step.spec.is_by_rows && !step.spec.is_view {
            let input = operations[operation.inputs[0]].len;
            operation.by_rows = input + operation.vectors * LANES;
        }
        operations[output_of(layer) - 1] = operation;
        operations[output_of(layer)] = Operation::of_activation(layer, step);
        layer += 1;
    }
    operations[COUNT - 1].is_kept = true;
    fusion::place(&mut operations);
    gradients::follow(&mut operations);
    partition::split(&mut operations);
    operations
}

/// The graph of a model: a constant.
#[derive(Clone, Copy, Debug)]
pub struct Graph {
    /// The operations, in order.
    pub operations: &'static [Operation],
    /// The numbers of an arena for training.
    pub training: Memory,
    /// The numbers of an arena for predictions.
    pub prediction: Memory,
    /// Whether a loss that knows the last activation gives the gradient of what comes before it.
    pub fuses_loss: bool,
}

/// Operations with the places of their values, and the sizes of the arenas.
#[derive(Clone, Copy, Debug)]
pub struct Planned<const COUNT: usize> {
    operations: [Operation; COUNT],
    training: Memory,
    prediction: Memory,
}

impl<const COUNT: usize> Planned<COUNT> {
    /// Lays out the arenas of a model.
    #[must_use]
    pub const fn new(mut operations: [Operation; COUNT]) -> Self {
        let training = schedule::lay_out(&mut operations, true);
        let prediction = schedule::lay_out(&mut operations, false);
        Planned {
            operations,
            training,
            prediction,
        }
    }

    /// The operations.
    #[must_use]
    pub const fn operations(&self) -> &[Operation; COUNT] {
        &self.operations
    }

    /// The numbers of an arena for training.
    #[must_use]
    pub const fn training(&self) -> Memory {
        self.training
    }

    /// The numbers of an arena for predictions.
    #[must_use]
    pub const fn prediction(&self) -> Memory {
        self.prediction
    }

    /// The graph, where layer number `head` is the one that a loss depends on.
    #[must_use]
    pub const fn graph(&'static self, head: usize) -> Graph {
        Graph {
            operations: &self.operations,
            training: self.training,
            prediction: self.prediction,
            fuses_loss: fusion::fuses_loss(&self.operations, head),
        }
    }
}

impl Graph {
    /// The number of the operation that gives the model's outputs.
    #[must_use]
    pub const fn last(&self) -> usize {
        self.operations.len() - 1
    }

    /// The number of the operation the gradient of whose output a loss gives, if it is fused with the last
    /// activation where it can be.
    #[must_use]
    pub const fn after_loss(&self) -> usize {
        if self.fuses_loss {
            self.last() - 1
        } else {
            self.last()
        }
    }
}
