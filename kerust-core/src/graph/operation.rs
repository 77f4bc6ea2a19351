use super::{Memory, Parts, Reads, Role, Spec, Split, vectors};

/// The most inputs of an operation.
const INPUTS: usize = 4;

/// The kind of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The model's input.
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
    /// The number of its layer, from 1; 0 is the model's input.
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
    /// Whether there is a penalty on its output.
    pub has_penalty: bool,
    /// Whether its output is read after the passes: the model's outputs, and what has a penalty.
    pub is_kept: bool,
    /// Memory that the forward pass fills for the backward pass.
    pub saved: Memory,
    /// Memory that each pass uses for itself.
    pub scratch: Memory,
    /// Memory of a backward pass by rows: the gradients of the weights, and of a row of inputs that nobody
    /// asks for.
    pub by_rows: usize,
    /// The vectors of its weights.
    pub vectors: usize,

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
    /// A gradient that is added to what is there.
    pub addend: Slot,
    /// The gradient of the weights over some groups of rows, and over one: for the batch.
    pub partials: Slot,
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
        addend: Slot::NONE,
        partials: Slot::NONE,
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

/// One layer of a model for the graph.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The layer.
    pub spec: &'static Spec,
    /// Its activation.
    pub ending: Ending,
    /// The numbers of the layers that it takes the outputs of, from 1; 0 is the model's input.
    pub inputs: &'static [usize],
}

impl Operation {
    /// The model's input: `len` numbers a row.
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
            has_penalty: false,
            is_kept: false,
            saved: Memory::NONE,
            scratch: Memory::NONE,
            by_rows: 0,
            vectors: 0,
            value: 0,
            gradient: 0,
            is_wanted: false,
            adds: [false; INPUTS],
            split: Split::Whole,
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

    /// Whether it asks for memory beside its values.
    #[inline(always)]
    pub(crate) const fn has_own_memory(&self) -> bool {
        let Memory { row, batch } = self.saved;
        row + batch + self.scratch.row + self.scratch.batch + self.by_rows > 0
            || self.training.partials.len > 0
    }

    /// Layer number `layer` without its activation.
    pub(super) const fn of_layer(layer: usize, step: &Step) -> Self {
        let spec = step.spec;
        let mut operation = Operation {
            kind: Kind::Layer,
            layer,
            reads: spec.reads,
            parts: spec.parts,
            is_trained: is_trained(spec),
            is_view: spec.is_view,
            saved: spec.saved,
            scratch: spec.scratch,
            vectors: vectors(spec.weights.as_slice()),
            ..Operation::input(spec.output().len())
        };
        while operation.count < step.inputs.len() {
            operation.inputs[operation.count] = output_of(step.inputs[operation.count]);
            operation.count += 1;
        }
        operation
    }

    /// The activation of layer number `layer`.
    pub(super) const fn of_activation(layer: usize, step: &Step) -> Self {
        let Ending {
            is_identity,
            is_elementwise,
            reads_input,
        } = step.ending;
        Operation {
            kind: Kind::Activation,
            layer,
            inputs: [output_of(layer) - 1; INPUTS],
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
            has_penalty: step.spec.activity.is_some(),
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

/// The number of the operation that gives the output of layer number `layer`.
#[must_use]
pub const fn output_of(layer: usize) -> usize {
    2 * layer
}
