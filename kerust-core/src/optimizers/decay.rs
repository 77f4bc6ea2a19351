use crate::simd::{Processor, Task};
use crate::tensor::Vector16;

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
    pub(crate) fn apply(self, weights: &mut [Vector16]) {
        for weight in weights.as_flattened_mut() {
            *weight -= *weight * self.share * self.learning_rate;
        }
    }
}

/// Weight decay of these weights.
pub(super) struct ApplyDecay<'a> {
    pub(super) decay: Decay,
    pub(super) weights: &'a mut [Vector16],
}

impl Task for ApplyDecay<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        self.decay.apply(self.weights);
    }
}
