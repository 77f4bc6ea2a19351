//! The graph of a model: its operations, planned.

use super::{
    INPUTS, Kind, Memory, Operation, Step, fusion, gradients, operation, partition, schedule,
};
use crate::tensor::LANES;

/// The number of operations of a model with `inputs` inputs and these calls: one an input, and two a layer.
#[must_use]
pub const fn count(inputs: usize, steps: &[Step]) -> usize {
    let (mut count, mut call) = (inputs, 0);
    while call < steps.len() {
        count += of_call(&steps[call]);
        call += 1;
    }
    count
}

/// The number of operations of a call.
const fn of_call(step: &Step) -> usize {
    match step.inner {
        None => 2,
        Some(inner) => count(0, inner.steps),
    }
}

/// The number of the first operation of each call, in a model with `inputs` inputs.
#[must_use]
pub const fn first_operations<const CALLS: usize>(inputs: usize, steps: &[Step]) -> [usize; CALLS] {
    let mut first = [inputs; CALLS];
    let mut call = 1;
    while call < CALLS {
        first[call] = first[call - 1] + of_call(&steps[call - 1]);
        call += 1;
    }
    first
}

/// Operations that are being added, and those that give the values of a model.
struct Adding<const COUNT: usize> {
    operations: [Operation; COUNT],
    next: usize,
}

impl<const COUNT: usize> Adding<COUNT> {
    /// Adds the calls of a model whose inputs are the outputs of the operations `inputs`; its layers are those
    /// behind number `layers`. The operation that gives each value is returned.
    const fn add(
        &mut self,
        steps: &[Step],
        inputs: &[usize],
        layers: usize,
        is_trainable: bool,
    ) -> [usize; COUNT] {
        let mut of_values = [0; COUNT];
        let mut input = 0;
        while input < inputs.len() {
            of_values[input] = inputs[input];
            input += 1;
        }
        let mut call = 0;
        while call < steps.len() {
            let step = &steps[call];
            let mut takes = [0; INPUTS];
            let mut place = 0;
            while place < step.inputs.len() {
                takes[place] = of_values[step.inputs[place]];
                place += 1;
            }
            let takes = takes.split_at(step.inputs.len()).0;
            let layer = layers + step.layer;
            let is_trainable = is_trainable && step.is_trainable;
            of_values[inputs.len() + call] = match step.inner {
                None => self.add_layer(step, takes, layer, is_trainable),
                Some(inner) => self.add(inner.steps, takes, layer - 1, is_trainable)[inner.output],
            };
            call += 1;
        }
        of_values
    }

    /// Adds the two operations of a layer.
    const fn add_layer(
        &mut self,
        step: &Step,
        takes: &[usize],
        layer: usize,
        is_trainable: bool,
    ) -> usize {
        let number = self.next;
        let mut operation = Operation::of_layer(step, takes);
        operation.layer = layer;
        operation.is_trained = operation.is_trained && is_trainable;
        operation.calls = [number; 2];
        if step.spec.is_by_rows && !step.spec.is_view {
            let input = self.operations[takes[0]].len;
            operation.by_rows = input + operation.vectors * LANES;
        }
        self.operations[number] = operation;
        self.operations[number + 1] = Operation::of_activation(step, number);
        self.operations[number + 1].layer = layer;
        self.next += 2;
        number + 1
    }
}

/// The operations of a model: its inputs, whose rows have the `lens` numbers, and two for each call of a layer,
/// in an order in which each one comes after those whose outputs it takes; and those that give the values
/// `outputs`.
///
/// # Panics
/// If `COUNT` is not what [`count`] says.
#[must_use]
pub const fn operations<const COUNT: usize, const OUTPUTS: usize>(
    lens: &[usize],
    steps: &[Step],
    outputs: [usize; OUTPUTS],
) -> ([Operation; COUNT], [usize; OUTPUTS]) {
    let mut adding = Adding {
        operations: [Operation::input(0); COUNT],
        next: lens.len(),
    };
    let mut inputs = [0; INPUTS];
    let mut input = 0;
    while input < lens.len() {
        adding.operations[input] = Operation::input(lens[input]);
        adding.operations[input].value = input;
        adding.operations[input].gradient = input;
        inputs[input] = input;
        input += 1;
    }
    let of_values = adding.add(steps, inputs.split_at(lens.len()).0, 0, true);
    let Adding { mut operations, .. } = adding;
    if are_shared(&operations) {
        operation::share(&mut operations);
    }
    let mut numbers = outputs;
    let mut output = 0;
    while output < OUTPUTS {
        let number = of_values[outputs[output]];
        operations[number].is_kept = true;
        operations[number].is_output = true;
        numbers[output] = number;
        output += 1;
    }
    let readers = operation::readers(&operations);
    fusion::place(&mut operations, &readers);
    gradients::follow(&mut operations);
    partition::split(&mut operations, &readers);
    (operations, numbers)
}

/// Whether a layer is called more than once: there are fewer layers than calls.
const fn are_shared<const COUNT: usize>(operations: &[Operation; COUNT]) -> bool {
    let (mut layers, mut calls, mut number) = (0, 0, 0);
    while number < COUNT {
        if matches!(operations[number].kind, Kind::Layer) {
            calls += 1;
            if operations[number].layer > layers {
                layers = operations[number].layer;
            }
        }
        number += 1;
    }
    layers < calls
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
    /// Lays out the arenas of a model with `inputs` inputs, whose outputs the operations `outputs` give.
    #[must_use]
    pub const fn new(
        (mut operations, outputs): ([Operation; COUNT], [usize; OUTPUTS]),
        inputs: usize,
    ) -> Self {
        let training = schedule::lay_out(&mut operations, true);
        let prediction = schedule::lay_out(&mut operations, false);
        let mut all = [Output {
            operation: 0,
            fuses_loss: false,
        }; OUTPUTS];
        let mut output = 0;
        while output < OUTPUTS {
            let operation = outputs[output];
            all[output] = Output {
                operation,
                fuses_loss: fusion::fuses_loss(&operations, operation),
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
