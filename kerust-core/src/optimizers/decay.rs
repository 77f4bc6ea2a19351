use super::Optimizer;
use crate::memory::Lane;

/// Weight decay, as it is in one step: apart from the gradient, before its update.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decay {
    share: f32,
    learning_rate: f32,
}

impl Decay {
    /// By this share of each weight, times the learning rate.
    pub(crate) fn new(share: f32, learning_rate: f32) -> Self {
        Decay {
            share,
            learning_rate,
        }
    }

    /// Padding stays 0.
    #[inline(always)]
    pub(crate) fn apply(self, weights: &mut [Lane]) {
        for lane in weights {
            for weight in lane {
                *weight -= *weight * self.share * self.learning_rate;
            }
        }
    }
}

/// The values that all weights share in one step of `O`.
pub(crate) struct Shared<O: Optimizer> {
    pub(crate) step: O::Step,
    pub(crate) decay: Option<Decay>,
}

impl<O: Optimizer> Shared<O> {
    /// The shared values after `batches` batches and `updates` updates.
    pub(crate) fn new(optimizer: &O, batches: u64, updates: u64) -> Self {
        let learning_rate = optimizer.settings().learning_rate.at(batches);
        Shared::at(optimizer, learning_rate, updates)
    }

    /// The shared values with this learning rate after `updates` updates.
    pub(crate) fn at(optimizer: &O, learning_rate: f32, updates: u64) -> Self {
        Shared {
            step: optimizer.step(learning_rate, updates),
            decay: (optimizer.settings().weight_decay)
                .filter(|_| !O::DECAYS)
                .map(|share| Decay::new(share, learning_rate)),
        }
    }
}

impl<O: Optimizer> Clone for Shared<O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O: Optimizer> Copy for Shared<O> {}
