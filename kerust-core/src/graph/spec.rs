use super::{Config, Inferred, Parts, Weight, Weights};
use crate::regularizers::Regularizer;
use crate::tensor::Dims;

/// All that is known of a layer once the shapes of its inputs are: the one description that the checks of
/// `model!`, memory, threads, files and tables read.
///
/// ```
/// use kerust::graph::{Inferred, Spec, Weight};
/// use kerust::initializers::zeros;
/// use kerust::shape::Dims;
///
/// /// A number for each feature, added to it.
/// const fn shift(x: Dims) -> Spec {
///     Spec::new("Shift", Inferred::Shape(x)).weight(Weight::new("shift", &[x.width()], &zeros {}))
/// }
///
/// const SPEC: Spec = shift(Dims::vector(8));
/// assert_eq!(SPEC.weights.as_slice()[0].shape(), [8]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Keras' name of the layer's class: `Dense`.
    pub class: &'static str,
    /// The shape of its output, or why its inputs do not fit.
    pub inferred: Inferred,
    /// The number of inputs that it takes at least; exactly 1, unless it joins several.
    pub least_inputs: usize,
    /// Whether its inputs may be tokens.
    pub takes_tokens: bool,
    /// The shape of its input, if the layer itself fixes it; a model may then begin with it.
    pub input: Dims,
    /// Its arrays of weights, in Keras' order.
    pub weights: Weights,
    /// Its settings.
    pub config: Config,
    /// Memory that the forward pass fills for the backward pass.
    pub saved: Memory,
    /// Memory that each pass uses for itself.
    pub scratch: Memory,
    /// The values that its backward pass reads.
    pub reads: Reads,
    /// The parts in which it can be split between threads.
    pub parts: Parts,
    /// Whether its passes go row by row, as those of a [`RowLayer`](crate::layers::RowLayer) do, and so need
    /// memory for the gradients of a batch.
    pub is_by_rows: bool,
    /// Whether a row of outputs depends on other rows of the batch.
    pub mixes_rows: bool,
    /// Whether the output is the input in another shape, so that it needs no memory and no pass.
    pub is_view: bool,
    /// Whether it computes something of its own when it predicts: `Dropout` and `Activation` do not.
    pub computes: bool,
    /// Whether a loss looks through this layer to the one before it, as through `Dropout`.
    pub looks_through: bool,
    /// Whether it casts rows of bytes itself, where it is the first of a model.
    pub casts_bytes: bool,
    /// The penalty on its outputs that is added to the loss: its `activity_regularizer`.
    pub activity: Option<&'static dyn Regularizer>,
}

/// Numbers of memory: so many for each row, and so many for the batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Numbers for each row.
    pub row: usize,
    /// Numbers for the batch.
    pub batch: usize,
}

impl Memory {
    /// None.
    pub const NONE: Memory = Memory { row: 0, batch: 0 };

    /// The numbers for a batch of `rows` rows.
    #[must_use]
    pub const fn numbers(&self, rows: usize) -> usize {
        self.row * rows + self.batch
    }
}

/// The values of the forward pass that a backward pass reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The inputs.
    pub input: bool,
    /// The output.
    pub output: bool,
}

impl Reads {
    /// None of them.
    pub const NOTHING: Reads = Reads {
        input: false,
        output: false,
    };
    /// The inputs.
    pub const INPUT: Reads = Reads {
        input: true,
        output: false,
    };
    /// The output.
    pub const OUTPUT: Reads = Reads {
        input: false,
        output: true,
    };
    /// The inputs and the output.
    pub const BOTH: Reads = Reads {
        input: true,
        output: true,
    };
}

impl Spec {
    /// A layer without weights whose backward pass may read its inputs and its output.
    #[must_use]
    pub const fn new(class: &'static str, inferred: Inferred) -> Self {
        Spec {
            class,
            inferred,
            least_inputs: 1,
            takes_tokens: false,
            input: Dims::UNKNOWN,
            weights: Weights::NONE,
            config: Config::EMPTY,
            saved: Memory::NONE,
            scratch: Memory::NONE,
            reads: Reads::BOTH,
            parts: Parts::Whole,
            is_by_rows: true,
            mixes_rows: false,
            is_view: false,
            computes: true,
            looks_through: false,
            casts_bytes: false,
            activity: None,
        }
    }

    /// The shape of the output, or the best guess.
    #[must_use]
    pub const fn output(&self) -> Dims {
        self.inferred.out()
    }

    /// The spec of a layer that joins `least` inputs or more.
    #[must_use]
    pub const fn joins(mut self, least: usize) -> Self {
        self.least_inputs = least;
        self
    }

    /// The spec of a layer whose inputs may be tokens: whole numbers, each as an `f32`.
    #[must_use]
    pub const fn takes_tokens(mut self) -> Self {
        self.takes_tokens = true;
        self
    }

    /// The spec of a layer that fixes the shape of its input.
    #[must_use]
    pub const fn input(mut self, input: Dims) -> Self {
        self.input = input;
        self
    }

    /// The spec with an array of weights more.
    #[must_use]
    pub const fn weight(mut self, weight: Weight) -> Self {
        self.weights = self.weights.with(weight);
        self
    }

    /// The spec with these settings.
    #[must_use]
    pub const fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// The spec with memory that the forward pass fills for the backward pass.
    #[must_use]
    pub const fn saved(mut self, row: usize, batch: usize) -> Self {
        self.saved = Memory { row, batch };
        self
    }

    /// The spec with memory that each pass uses for itself.
    #[must_use]
    pub const fn scratch(mut self, row: usize, batch: usize) -> Self {
        self.scratch = Memory { row, batch };
        self
    }

    /// The spec of a layer whose backward pass reads these values only.
    #[must_use]
    pub const fn reads(mut self, reads: Reads) -> Self {
        self.reads = reads;
        self
    }

    /// The spec of a layer that can be split between threads.
    #[must_use]
    pub const fn parts(mut self, parts: Parts) -> Self {
        self.parts = parts;
        self
    }

    /// The spec of a layer whose passes take whole batches: a [`Layer`](crate::layers::Layer) by itself.
    #[must_use]
    pub const fn by_batches(mut self) -> Self {
        self.is_by_rows = false;
        self
    }

    /// The spec of a layer in which rows depend on each other, as in `BatchNormalization`.
    #[must_use]
    pub const fn mixes_rows(mut self) -> Self {
        self.mixes_rows = true;
        self
    }

    /// The spec of a layer whose output is its input in another shape.
    #[must_use]
    pub const fn view(mut self) -> Self {
        self.is_view = true;
        self.reads = Reads::NOTHING;
        self
    }

    /// The spec of a layer that does nothing when the model predicts.
    #[must_use]
    pub const fn computes_nothing(mut self) -> Self {
        self.computes = false;
        self
    }

    /// The spec of a layer that a loss looks through to the one before it.
    #[must_use]
    pub const fn looks_through(mut self) -> Self {
        self.looks_through = true;
        self
    }

    /// The spec of a layer that casts rows of bytes itself.
    #[must_use]
    pub const fn casts_bytes(mut self) -> Self {
        self.casts_bytes = true;
        self
    }

    /// The spec of a layer with a penalty on its outputs.
    #[must_use]
    pub const fn activity(mut self, activity: Option<&'static dyn Regularizer>) -> Self {
        self.activity = activity;
        self
    }
}
