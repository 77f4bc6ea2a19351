use super::Optimizer;
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Adam` (Kingma and Ba, 2014):
/// `Adam(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-7)`.
///
/// As in Keras, `epsilon` is added to the root of the second moment before its bias is corrected.
///
/// ```
/// use kerust_core::optimizers::{Adam, Optimizer};
///
/// let adam = Adam::new().learning_rate(0.01).beta_1(0.8);
/// assert!(adam.check().is_ok());
/// assert!(adam.learning_rate(-1.0).check().is_err());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Adam {
    learning_rate: f32,
    // Wider, because what is left of 1 counts.
    beta_1: f64,
    beta_2: f64,
    epsilon: f32,
}

impl Adam {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Adam {
            learning_rate: 0.001,
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        }
    }

    /// The size of a step.
    #[must_use]
    pub const fn learning_rate(self, learning_rate: f32) -> Self {
        Adam {
            learning_rate,
            ..self
        }
    }

    /// How much of the mean of the gradients stays at each step.
    #[must_use]
    pub const fn beta_1(self, beta_1: f64) -> Self {
        Adam { beta_1, ..self }
    }

    /// How much of the mean of their squares stays at each step.
    #[must_use]
    pub const fn beta_2(self, beta_2: f64) -> Self {
        Adam { beta_2, ..self }
    }

    /// What keeps the division away from 0.
    #[must_use]
    pub const fn epsilon(self, epsilon: f32) -> Self {
        Adam { epsilon, ..self }
    }
}

impl Default for Adam {
    fn default() -> Self {
        Adam::new()
    }
}

// Subnormal numbers, and numbers with a subnormal square, are slow on many processors. Gradients and
// moments below these bounds are nothing beside `epsilon`, and become 0.
const LEAST_GRADIENT: f32 = 1e-18;
const LEAST_MOMENT: f32 = 1e-30;

/// One step of [`Adam`].
#[derive(Clone, Copy, Debug)]
pub struct AdamStep {
    alpha: f32,
    one_minus_beta_1: f32,
    one_minus_beta_2: f32,
    epsilon: f32,
}

impl Optimizer for Adam {
    const SLOTS: usize = 2;
    type Step = AdamStep;

    fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }

    fn check(&self) -> Result<(), Error> {
        check("learning_rate", self.learning_rate.into())?;
        check("beta_1", self.beta_1)?;
        check("beta_2", self.beta_2)?;
        check("epsilon", self.epsilon.into())
    }

    fn step(&self, iteration: u64) -> AdamStep {
        let time = (iteration + 1) as f32;
        let correction_1 = 1.0 - math::powf(self.beta_1 as f32, time);
        let correction_2 = 1.0 - math::powf(self.beta_2 as f32, time);
        AdamStep {
            alpha: self.learning_rate * math::sqrt(correction_2) / correction_1,
            one_minus_beta_1: (1.0 - self.beta_1) as f32,
            one_minus_beta_2: (1.0 - self.beta_2) as f32,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(step: &AdamStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [mean, square] = slots else { return };
        for i in 0..weights.len() {
            let g = math::select(gradient[i].abs() < LEAST_GRADIENT, 0.0, gradient[i]);
            let m = mean[i] + (g - mean[i]) * step.one_minus_beta_1;
            mean[i] = math::select(m.abs() < LEAST_MOMENT, 0.0, m);
            let v = square[i] + (g * g - square[i]) * step.one_minus_beta_2;
            square[i] = math::select(v < LEAST_MOMENT, 0.0, v);
            weights[i] -= step.alpha * mean[i] / (math::sqrt(square[i]) + step.epsilon);
        }
    }
}
