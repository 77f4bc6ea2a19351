use core::ops::Range;

use crate::parallel::{Partition, Reducer, Split};
use crate::random::Counter;
use crate::simd::Cpu;

/// One pass of a batch through the model.
#[derive(Clone, Copy, Debug)]
pub struct Pass<'t> {
    /// Whether the model is trained, so that `Dropout` drops.
    pub training: bool,
    /// Whether the gradients of penalties on outputs belong to those of the loss.
    penalized: bool,
    seed: u64,
    step: u64,
    layer: u32,
    /// The number, in the batch, of the first row that the layer sees.
    first_row: usize,
    split: Split,
    pub(crate) cpu: Cpu,
    reducer: Option<&'t Reducer<'t>>,
}

impl Pass<'_> {
    /// A pass that predicts.
    pub const PREDICT: Pass<'static> = Pass {
        training: false,
        penalized: false,
        seed: 0,
        step: 0,
        layer: 0,
        first_row: 0,
        split: Split::Whole,
        cpu: Cpu::PLAIN,
        reducer: None,
    };

    /// The pass of training step `step`, with random choices after `seed`.
    #[must_use]
    pub const fn train(seed: u64, step: u64) -> Pass<'static> {
        Pass {
            training: true,
            seed,
            step,
            ..Pass::PREDICT
        }
    }
}

impl<'t> Pass<'t> {
    /// The same pass with all instructions that this processor has, not only those that every one of
    /// its kind has; `fit` and `predict` do so themselves.
    #[inline(always)]
    #[must_use]
    pub fn on_this_processor(self) -> Self {
        Pass {
            cpu: Cpu::detect(),
            ..self
        }
    }

    /// The same pass, whose way back takes the gradients of penalties on what layers give along:
    /// `activity_regularizer`.
    #[inline(always)]
    #[must_use]
    pub const fn penalized(self) -> Self {
        Pass {
            penalized: true,
            ..self
        }
    }

    /// Whether it is [`penalized`](Pass::penalized).
    #[inline(always)]
    pub(crate) const fn is_penalized(&self) -> bool {
        self.penalized
    }

    /// The same pass by one of several workers.
    #[cfg(feature = "std")]
    #[inline(always)]
    pub(crate) const fn with(self, reducer: &'t Reducer<'t>) -> Self {
        Pass {
            reducer: Some(reducer),
            ..self
        }
    }

    /// The same pass at layer number `layer`, which has random numbers of its own.
    #[inline(always)]
    #[must_use]
    pub const fn layer(self, layer: u32) -> Self {
        Pass { layer, ..self }
    }

    /// The same pass at a layer that is split in this way.
    #[inline(always)]
    #[must_use]
    pub const fn split(self, split: Split) -> Self {
        Pass { split, ..self }
    }

    /// The same pass at a layer that sees the rows of the batch from number `first_row` on.
    #[inline(always)]
    pub(crate) const fn starting_at(self, first_row: usize) -> Self {
        Pass { first_row, ..self }
    }

    /// The number, in the batch, of the first row that the layer sees.
    #[inline(always)]
    pub(crate) const fn first_row(&self) -> usize {
        self.first_row
    }

    /// The rows, of a batch of `rows`, that are computed here.
    #[inline(always)]
    pub(crate) fn own_rows(&self, rows: usize) -> Range<usize> {
        match self.reducer {
            None => 0..rows,
            Some(_) => self.partition().own_rows(rows),
        }
    }

    /// Whether the layer is split by rows between several threads.
    #[inline(always)]
    pub(crate) const fn splits_rows(&self) -> bool {
        self.reducer.is_some() && matches!(self.split, Split::Rows { .. })
    }

    /// The reducer that shares the pass.
    #[inline(always)]
    pub(crate) const fn reducer(&self) -> Option<&'t Reducer<'t>> {
        self.reducer
    }

    /// Completes rows of `len` numbers, of which each thread has computed its own.
    #[inline(always)]
    pub(crate) fn gather_rows(&self, rows: &mut [f32], len: usize) {
        if let Some(reducer) = self.reducer {
            reducer.gather(&self.partition(), rows, len);
        }
    }

    /// The part of the layer that is computed here.
    #[inline(always)]
    pub(crate) fn partition(&self) -> Partition<'t> {
        match self.reducer {
            None => Partition::alone(self.split),
            Some(reducer) => Partition {
                split: self.split,
                worker: reducer.worker(),
                workers: reducer.workers(),
                reducer: Some(reducer),
            },
        }
    }

    /// The split of the layer, if one thread computes all of it.
    #[inline(always)]
    pub(crate) fn alone(&self) -> Option<Split> {
        self.reducer.is_none().then_some(self.split)
    }

    /// The numbers, of the `width` of a row of outputs, that are computed here.
    #[inline(always)]
    #[must_use]
    pub fn columns(&self, width: usize) -> Range<usize> {
        match self.split {
            Split::Whole | Split::Inputs { .. } | Split::Rows { .. } => 0..width,
            Split::Outputs { .. } | Split::Columns { .. } => self.partition().own_columns(width),
        }
    }

    /// The layer's random numbers in this step, the same in both directions.
    #[inline(always)]
    #[must_use]
    pub const fn counter(&self) -> Counter {
        Counter::new(self.seed, self.step, self.layer)
    }
}
