use super::{Memory, Parts, Reads, Role, Spec, Split, vectors};
use crate::tensor::Dims;

/// The most inputs of an operation.
pub const INPUTS: usize = 8;

/// The kind of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of the model's inputs.
    Input,
    /// A layer without its activation.
    Layer,
    /// The activation of a layer; without one, a view.
    Activation,
}

/// One operation of a model: first as its layer's spec says, then with all that follows from the others.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The kind of it.
    pub kind: Kind,
    /// The number of its layer, from 1; 0 for an input of the model.
    pub layer: usize,
    pub(super) inputs: [usize; INPUTS],
    count: usize,
    /// Numbers in a row of its output.
    pub len: usize,
    /// The values that its backward pass reads.
    pub reads: Reads,
    /// The parts in which it can be split between threads.
    pub parts: Parts,
    /// Whether it has weights that are trained.
    pub is_trained: bool,
    /// Whether its output is its input, in the same memory.
    pub is_view: bool,
    /// Whether it belongs to a layer that a loss looks through.
    pub looks_through: bool,
    /// The shape of its output, if there is a penalty on it: calls of one layer may have several.
    pub penalized: Option<Dims>,
    /// Whether its output is read after the passes: the model's outputs, and what has a penalty.
    pub is_kept: bool,
    /// Whether its output is one of the model's.
    pub is_output: bool,
    /// Memory that the forward pass fills for the backward pass.
    pub saved: Memory,
    /// Memory that each pass uses for itself.
    pub scratch: Memory,
    /// Memory of a backward pass by rows: the gradients of the weights, and of a row of inputs that nobody
    /// asks for.
    pub by_rows: usize,
    /// The vectors of its weights.
    pub vectors: usize,
    /// The numbers of the first and of the last operation with the same weights: this one, unless its layer is
    /// called more than once.
    pub calls: [usize; 2],

    /// The operation in whose memory its output lies: itself, or an earlier one.
    pub value: usize,
    /// The operation in whose memory the gradient of its output lies.
    pub gradient: usize,
    /// Whether the gradient of its output is needed for weights: its own, or those before it.
    pub is_wanted: bool,
    /// Whether the gradients of its inputs are added to what is there already.
    pub adds: [bool; INPUTS],
    /// Its split between threads.
    pub split: Split,
    /// Whether its rows have to be completed in each thread, for an operation that takes all of them or for the
    /// loss.
    pub ends_rows: bool,
    /// The places of its values while training.
    pub training: Places,
    /// The places of its values while predicting.
    pub prediction: Places,
}

/// A part of an arena: numbers for each row, or for the batch, from an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The numbers before it, for each row, or for the batch.
    pub offset: usize,
    /// Its numbers.
    pub len: usize,
}

impl Slot {
    /// No memory.
    pub const NONE: Slot = Slot { offset: 0, len: 0 };
}

/// The places of an operation's values in an arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// The output.
    pub output: Slot,
    /// The gradient of the output.
    pub gradient: Slot,
    /// The memory that the forward pass fills, for each row.
    pub saved: Slot,
    /// The same for the batch.
    pub saved_of_batch: Slot,
    /// The memory of each pass for itself, for each row.
    pub scratch: Slot,
    /// The same for the batch.
    pub scratch_of_batch: Slot,
    /// The gradients that are added to what is there, one after the other.
    pub addends: Slot,
    /// The gradient of the weights over some groups of rows, and over one: for the batch.
    pub partials: Slot,
    /// The gradient of the weights over some calls of a layer, and over one: for the batch.
    pub of_calls: Slot,
}

impl Places {
    /// No memory.
    pub const NONE: Places = Places {
        output: Slot::NONE,
        gradient: Slot::NONE,
        saved: Slot::NONE,
        saved_of_batch: Slot::NONE,
        scratch: Slot::NONE,
        scratch_of_batch: Slot::NONE,
        addends: Slot::NONE,
        partials: Slot::NONE,
        of_calls: Slot::NONE,
    };
}

/// An activation as the graph sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Whether there is none.
    pub is_identity: bool,
    /// Whether each output depends on its own input alone.
    pub is_elementwise: bool,
    /// Whether the derivative needs the input.
    pub reads_input: bool,
}

/// One call of a layer, or of a model, for the graph.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The layer.
    pub spec: &'static Spec,
    /// Its activation.
    pub ending: Ending,
    /// The number of the layer, from 1, among those of the model.
    pub layer: usize,
    /// Whether its weights are trained.
    pub is_trainable: bool,
    /// The values that it takes: the model's inputs have the first numbers, from 0, and then each call one.
    pub inputs: &'static [usize],
    /// The calls of a model that is called in place of a layer.
    pub inner: Option<Inner>,
}

/// The calls of a model that is a part of another one.
#[derive(Clone, Copy, Debug)]
pub struct Inner {
    /// The calls.
    pub steps: &'static [Step],
    /// The number of the value that it gives.
    pub output: usize,
}

impl Operation {
    /// An input of the model: `len` numbers a row.
    #[must_use]
    pub const fn input(len: usize) -> Self {
        Operation {
            kind: Kind::Input,
            layer: 0,
            inputs: [0; INPUTS],
            count: 0,
            len,
            reads: Reads::NOTHING,
            parts: Parts::Whole,
            is_trained: false,
            is_view: false,
            looks_through: false,
            penalized: None,
            is_kept: false,
            is_output: false,
            saved: Memory::NONE,
            scratch: Memory::NONE,
            by_rows: 0,
            vectors: 0,
            calls: [0; 2],
            value: 0,
            gradient: 0,
            is_wanted: false,
            adds: [false; INPUTS],
            split: Split::Whole,
            ends_rows: false,
            training: Places::NONE,
            prediction: Places::NONE,
        }
    }

    /// The numbers of the operations whose outputs it takes.
    #[inline(always)]
    #[must_use]
    pub const fn inputs(&self) -> &[usize] {
        self.inputs.split_at(self.count).0
    }

    /// Whether it is an input of the model.
    #[inline(always)]
    pub(crate) const fn is_input(&self) -> bool {
        matches!(self.kind, Kind::Input)
    }

    /// Whether its layer is called more than once, and its weights have a gradient.
    #[inline(always)]
    pub(crate) const fn is_shared(&self) -> bool {
        self.calls[0] != self.calls[1] && self.is_trained
    }

    /// Whether it asks for memory beside its values.
    #[inline(always)]
    pub(crate) const fn has_own_memory(&self) -> bool {
        let Memory { row, batch } = self.saved;
        row + batch + self.scratch.row + self.scratch.batch + self.by_rows > 0
            || self.training.partials.len > 0
            || self.is_shared()
    }

    /// A layer without its activation, on the outputs of the operations `inputs`.
    pub(super) const fn of_layer(step: &Step, inputs: &[usize]) -> Self {
        let spec = step.spec;
        let mut operation = Operation {
            kind: Kind::Layer,
            layer: step.layer,
            reads: spec.reads,
            parts: spec.parts,
            is_trained: step.is_trainable && is_trained(spec),
            is_view: spec.is_view,
            saved: spec.saved,
            scratch: spec.scratch,
            vectors: vectors(spec.weights.as_slice()),
            ..Operation::input(spec.output().len())
        };
        while operation.count < inputs.len() {
            operation.inputs[operation.count] = inputs[operation.count];
            operation.count += 1;
        }
        operation
    }

    /// The activation of a layer, after operation `before`.
    pub(super) const fn of_activation(step: &Step, before: usize) -> Self {
        let Ending {
            is_identity,
            is_elementwise,
            reads_input,
        } = step.ending;
        Operation {
            kind: Kind::Activation,
            layer: step.layer,
            inputs: [before; INPUTS],
            count: 1,
            reads: match (is_identity, reads_input) {
                (true, _) => Reads::NOTHING,
                (false, true) => Reads::BOTH,
                (false, false) => Reads::OUTPUT,
            },
            parts: if is_elementwise {
                Parts::Elementwise
            } else {
                Parts::Whole
            },
            is_view: is_identity,
            looks_through: step.spec.looks_through,
            penalized: match step.spec.activity {
                Some(_) => Some(step.spec.output()),
                None => None,
            },
            is_kept: step.spec.activity.is_some(),
            ..Operation::input(step.spec.output().len())
        }
    }
}

/// Whether one of a layer's arrays is trained.
const fn is_trained(spec: &Spec) -> bool {
    let weights = spec.weights.as_slice();
    let mut array = 0;
    while array < weights.len() {
        if matches!(weights[array].role, Role::Trained) {
            return true;
        }
        array += 1;
    }
    false
}

/// Finds the calls of each layer. A layer that is called more than once is computed by every thread, or by rows:
/// its parts of a dense pair would be others in each call.
pub(super) const fn share<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    let mut number = 0;
    while number < COUNT {
        if matches!(operations[number].kind, Kind::Layer) {
            let layer = operations[number].layer;
            let (mut first, mut last) = (number, number);
            let mut other = 0;
            while other < COUNT {
                if matches!(operations[other].kind, Kind::Layer) && operations[other].layer == layer
                {
                    if other < first {
                        first = other;
                    }
                    last = if other > last { other } else { last };
                }
                other += 1;
            }
            operations[number].calls = [first, last];
            if first != last && matches!(operations[number].parts, Parts::Dense { .. }) {
                operations[number].parts = Parts::Whole;
            }
        }
        number += 1;
    }
}

/// The number of operations that take each output; the model's outputs have one more.
pub(super) const fn readers<const COUNT: usize>(operations: &[Operation; COUNT]) -> [usize; COUNT] {
    let mut readers = [0; COUNT];
    let mut number = 0;
    while number < COUNT {
        let inputs = operations[number].inputs();
        let mut input = 0;
        while input < inputs.len() {
            readers[inputs[input]] += 1;
            input += 1;
        }
        if operations[number].is_output {
            readers[number] += 1;
        }
        number += 1;
    }
    readers
}
