use core::ops::Range;

use crate::kernels::Cpu;
use crate::kernels::elementwise::Scale;
use crate::random::Counter;
use crate::shape::Row;
use crate::team::{Share, Split, Team};

/// The rows of a batch: in one run, or references to rows that lie where the user has them.
pub trait Batch<R> {
    /// How many rows.
    fn len(&self) -> usize;

    /// Row `index`.
    ///
    /// # Panics
    /// If there are not as many rows.
    fn row(&self, index: usize) -> &R;

    /// Writes row `index`, each number times `scale` and plus `offset`, to `to`. Rows of bytes are
    /// cast on the way.
    ///
    /// # Panics
    /// If there are not as many rows.
    #[inline(always)]
    fn scaled(&self, index: usize, [scale, offset]: [f32; 2], to: &mut R, pass: &Pass)
    where
        R: Row,
    {
        pass.cpu.run(Scale {
            from: self.row(index).flat(),
            to: to.flat_mut(),
            scale,
            offset,
        });
    }

    /// Whether there are no rows.
    #[inline(always)]
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows, one after the other.
    #[inline(always)]
    fn rows<'a>(&'a self) -> impl Iterator<Item = &'a R>
    where
        R: 'a,
    {
        (0..self.len()).map(|index| self.row(index))
    }
}

impl<R> Batch<R> for [R] {
    #[inline(always)]
    fn len(&self) -> usize {
        <[R]>::len(self)
    }

    #[inline(always)]
    fn row(&self, index: usize) -> &R {
        &self[index]
    }
}

impl<R> Batch<R> for [&R] {
    #[inline(always)]
    fn len(&self) -> usize {
        <[&R]>::len(self)
    }

    #[inline(always)]
    fn row(&self, index: usize) -> &R {
        self[index]
    }
}

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
    split: Split,
    pub(crate) cpu: Cpu,
    team: Option<&'t Team<'t>>,
}

impl Pass<'_> {
    /// A pass that predicts.
    pub const PREDICT: Pass<'static> = Pass {
        training: false,
        penalized: false,
        seed: 0,
        step: 0,
        layer: 0,
        split: Split::Whole,
        cpu: Cpu::PLAIN,
        team: None,
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

    /// The same pass as a member of a team.
    #[cfg(feature = "std")]
    #[inline(always)]
    pub(crate) const fn with(self, team: &'t Team<'t>) -> Self {
        Pass {
            team: Some(team),
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

    /// The part of the layer that is computed here.
    #[inline(always)]
    pub(crate) fn share(&self) -> Share<'t> {
        match self.team {
            None => Share::alone(self.split),
            Some(team) => Share {
                split: self.split,
                member: team.member(),
                members: team.members(),
                team: Some(team),
            },
        }
    }

    /// How the layer is split, where one thread computes all of it.
    #[inline(always)]
    pub(crate) fn alone(&self) -> Option<Split> {
        self.team.is_none().then_some(self.split)
    }

    /// The numbers, of the `width` of a row of outputs, that are computed here.
    #[inline(always)]
    #[must_use]
    pub fn columns(&self, width: usize) -> Range<usize> {
        match self.split {
            Split::Whole | Split::Inputs { .. } => 0..width,
            Split::Outputs { .. } | Split::Columns { .. } => self.share().own_columns(width),
        }
    }

    /// The layer's random numbers in this step, the same in both directions.
    #[inline(always)]
    #[must_use]
    pub const fn counter(&self) -> Counter {
        Counter::new(self.seed, self.step, self.layer)
    }
}
