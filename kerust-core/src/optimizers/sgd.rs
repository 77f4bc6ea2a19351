use super::Optimizer;
use crate::Error;
use crate::contract::check;
use crate::memory::Lane;

/// Keras' `SGD`: `SGD(learning_rate = 0.01, momentum = 0.0, nesterov = false)`.
///
/// ```
/// use kerust_core::optimizers::{Optimizer, SGD};
///
/// let sgd = SGD::new().learning_rate(0.1).momentum(0.9).nesterov(true);
/// assert!(sgd.check().is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SGD {
    learning_rate: f32,
    momentum: f32,
    nesterov: bool,
}

impl SGD {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        SGD {
            learning_rate: 0.01,
            momentum: 0.0,
            nesterov: false,
        }
    }

    /// The size of a step.
    #[must_use]
    pub const fn learning_rate(self, learning_rate: f32) -> Self {
        SGD {
            learning_rate,
            ..self
        }
    }

    /// How much of the last step's velocity stays.
    #[must_use]
    pub const fn momentum(self, momentum: f32) -> Self {
        SGD { momentum, ..self }
    }

    /// Looks ahead along the velocity (Nesterov, 1983).
    #[must_use]
    pub const fn nesterov(self, nesterov: bool) -> Self {
        SGD { nesterov, ..self }
    }
}

impl Default for SGD {
    fn default() -> Self {
        SGD::new()
    }
}

impl Optimizer for SGD {
    const SLOTS: usize = 1;
    type Step = SGD;

    fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }

    fn check(&self) -> Result<(), Error> {
        check("learning_rate", self.learning_rate.into())?;
        check("momentum", self.momentum.into())
    }

    fn step(&self, _: u64) -> SGD {
        *self
    }

    #[inline(always)]
    fn update(step: &SGD, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [velocity] = slots else { return };
        for i in 0..weights.len() {
            let downhill = -step.learning_rate * gradient[i];
            velocity[i] = step.momentum * velocity[i] + downhill;
            weights[i] += if step.nesterov {
                step.momentum * velocity[i] + downhill
            } else {
                velocity[i]
            };
        }
    }
}
