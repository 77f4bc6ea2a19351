//! The graph of a model: its operations, planned.

use super::{Memory, Operation, Step, fusion, gradients, operation, partition, schedule};
use crate::tensor::LANES;

/// The operations of a model: its inputs, whose rows have the `lens` numbers, and two for each layer, in an
/// order in which each one comes after those whose outputs it takes. The model gives the values `outputs`.
///
/// # Panics
/// If there is not room for one operation an input and two a layer.
#[must_use]
pub const fn operations<const COUNT: usize>(
    lens: &[usize],
    steps: &[Step],
    outputs: &[usize],
) -> [Operation; COUNT] {
    let mut operations = [Operation::input(0); COUNT];
    let mut input = 0;
    while input < lens.len() {
        operations[input] = Operation::input(lens[input]);
        operations[input].value = input;
        operations[input].gradient = input;
        input += 1;
    }
    let first = lens.len();
    let mut call = 1;
    while call <= steps.len() {
        let step = &steps[call - 1];
        let mut operation = Operation::of_layer(step, first);
        if step.spec.is_by_rows && !step.spec.is_view {
            let input = operations[operation.inputs[0]].len;
            operation.by_rows = input + operation.vectors * LANES;
        }
        let number = operation::output_of(call, first);
        operations[number - 1] = operation;
        operations[number] = Operation::of_activation(step, number - 1);
        call += 1;
    }
    let mut output = 0;
    while output < outputs.len() {
        let number = operation::of_value(outputs[output], first);
        operations[number].is_kept = true;
        operations[number].is_output = true;
        output += 1;
    }
    let readers = operation::readers(&operations);
    fusion::place(&mut operations, &readers);
    gradients::follow(&mut operations);
    partition::split(&mut operations, &readers);
    operations
}

/// The graph of a model: a constant.
#[derive(Clone, Copy, Debug)]
pub struct Graph {
    /// The operations, in order: first the model's inputs.
    pub operations: &'static [Operation],
    /// The number of the model's inputs.
    pub inputs: usize,
    /// The model's outputs.
    pub outputs: &'static [Output],
    /// The numbers of an arena for training.
    pub training: Memory,
    /// The numbers of an arena for predictions.
    pub prediction: Memory,
}

/// An output of a model.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// The number of the operation that gives it.
    pub operation: usize,
    /// Whether a loss that knows the activation of this operation gives the gradient of what comes before it.
    pub fuses_loss: bool,
}

/// Operations with the places of their values, and the sizes of the arenas.
#[derive(Clone, Copy, Debug)]
pub struct Planned<const COUNT: usize, const OUTPUTS: usize> {
    operations: [Operation; COUNT],
    inputs: usize,
    outputs: [Output; OUTPUTS],
    training: Memory,
    prediction: Memory,
}

impl<const COUNT: usize, const OUTPUTS: usize> Planned<COUNT, OUTPUTS> {
    /// Lays out the arenas of a model with `inputs` inputs, which gives the values `outputs`. The loss of each
    /// depends on the activation of call number `heads`.
    #[must_use]
    pub const fn new(
        mut operations: [Operation; COUNT],
        inputs: usize,
        outputs: [usize; OUTPUTS],
        heads: [usize; OUTPUTS],
    ) -> Self {
        let training = schedule::lay_out(&mut operations, true);
        let prediction = schedule::lay_out(&mut operations, false);
        let mut all = [Output {
            operation: 0,
            fuses_loss: false,
        }; OUTPUTS];
        let mut output = 0;
        while output < OUTPUTS {
            let operation = operation::of_value(outputs[output], inputs);
            all[output] = Output {
                operation,
                fuses_loss: operation == operation::output_of(heads[output], inputs)
                    && fusion::fuses_loss(&operations, operation),
            };
            output += 1;
        }
        Planned {
            operations,
            inputs,
            outputs: all,
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

    /// The graph.
    #[must_use]
    pub const fn graph(&'static self) -> Graph {
        Graph {
            operations: &self.operations,
            inputs: self.inputs,
            outputs: &self.outputs,
            training: self.training,
            prediction: self.prediction,
        }
    }
}

impl Graph {
    /// Whether the gradient that the loss gives of the output of operation `number` is that of what comes
    /// before its activation, where losses are [fused](Output::fuses_loss).
    #[inline(always)]
    pub(crate) const fn is_fused(&self, number: usize) -> bool {
        let mut output = 0;
        while output < self.outputs.len() {
            if self.outputs[output].operation == number {
                return self.outputs[output].fuses_loss;
            }
            output += 1;
        }
        false
    }
}
