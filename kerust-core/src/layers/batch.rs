use crate::random::Counter;

/// The rows of a batch: in one run, or references to rows that lie where the user has them.
pub trait Batch<R> {
    /// How many rows.
    fn len(&self) -> usize;

    /// Row `index`.
    ///
    /// # Panics
    /// If there are not as many rows.
    fn row(&self, index: usize) -> &R;

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
pub struct Pass {
    /// Whether the model is trained, so that `Dropout` drops.
    pub training: bool,
    seed: u64,
    step: u64,
    layer: u32,
}

impl Pass {
    /// A pass that predicts.
    pub const PREDICT: Pass = Pass {
        training: false,
        seed: 0,
        step: 0,
        layer: 0,
    };

    /// The pass of training step `step`, with random choices after `seed`.
    #[must_use]
    pub const fn train(seed: u64, step: u64) -> Self {
        Pass {
            training: true,
            seed,
            step,
            layer: 0,
        }
    }

    /// The same pass at layer number `layer`, which has random numbers of its own.
    #[inline(always)]
    #[must_use]
    pub const fn layer(self, layer: u32) -> Self {
        Pass { layer, ..self }
    }

    /// The layer's random numbers in this step, the same in both directions.
    #[inline(always)]
    #[must_use]
    pub const fn counter(&self) -> Counter {
        Counter::new(self.seed, self.step, self.layer)
    }
}
