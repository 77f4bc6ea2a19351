use super::{IntoLearningRate, Optimizer, Settings, WholeArray, compiled_here, least};
use crate::contract::check;
use crate::graph::Weight;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Lamb(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-7)`: an array's update
/// is Adam's, made as long as the array itself, so that large batches bear large rates (You et al., 2019,
/// [arXiv:1904.00962](https://arxiv.org/abs/1904.00962)); and [what all optimizers have](Settings).
///
/// The array counts as it is after `weight_decay`. It needs whole arrays, so gradients are stored, and one
/// thread trains.
///
/// ```
/// use kerust::optimizers::{Lamb, Optimizer};
///
/// let lamb = Lamb::new().learning_rate(0.01).weight_decay(0.01);
/// assert!(lamb.check().is_ok());
/// assert!(lamb.beta_2(1.0).check().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Lamb {
    settings: Settings,
    // Wider, because what is left of 1 counts.
    beta_1: f64,
    beta_2: f64,
    epsilon: f32,
}

super::settings::optimizer_word! {
    Lamb [] []
    learning_rate, beta_1, beta_2, epsilon
}

impl Lamb {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Lamb {
            settings: Settings::new(0.001),
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        }
    }

    crate::optimizer_settings!(settings);

    /// The size of a step, beside that of an array: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// How much of the mean of the gradients stays at each step.
    #[must_use]
    pub const fn beta_1(mut self, beta_1: f64) -> Self {
        self.beta_1 = beta_1;
        self
    }

    /// How much of the mean of their squares stays at each step.
    #[must_use]
    pub const fn beta_2(mut self, beta_2: f64) -> Self {
        self.beta_2 = beta_2;
        self
    }

    /// What keeps the division away from 0.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f32) -> Self {
        self.epsilon = epsilon;
        self
    }
}

impl Default for Lamb {
    fn default() -> Self {
        Lamb::new()
    }
}

/// One step of [`Lamb`](struct@Lamb).
#[derive(Clone, Copy, Debug)]
pub struct LambStep {
    learning_rate: f32,
    one_minus_beta_1: f32,
    one_minus_beta_2: f32,
    correction_1: f32,
    correction_2: f32,
    epsilon: f32,
}

impl LambStep {
    /// Takes the gradient into account.
    #[inline(always)]
    fn learn(&self, gradient: &Lane, [mean, square]: &mut [Lane; 2]) {
        for i in 0..gradient.len() {
            let g = least::gradient(gradient[i]);
            mean[i] = least::moment(mean[i] + (g - mean[i]) * self.one_minus_beta_1);
            square[i] = least::moment(square[i] + (g * g - square[i]) * self.one_minus_beta_2);
        }
    }

    /// The update, before it gets its length.
    #[inline(always)]
    fn update(&self, [mean, square]: &[Lane; 2]) -> Lane {
        let mut update = *mean;
        for i in 0..update.len() {
            let size = math::sqrt(square[i] / self.correction_2) + self.epsilon;
            update[i] = mean[i] / self.correction_1 / size;
        }
        update
    }
}

impl Optimizer for Lamb {
    const SLOTS: usize = 2;
    const WHOLE: bool = true;
    type Step = LambStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("beta_1", self.beta_1)?;
        check("beta_2", self.beta_2)?;
        check("epsilon", self.epsilon.into())
    }

    fn step(&self, learning_rate: f32, iteration: u64) -> LambStep {
        let time = (iteration + 1) as f32;
        LambStep {
            learning_rate,
            one_minus_beta_1: (1.0 - self.beta_1) as f32,
            one_minus_beta_2: (1.0 - self.beta_2) as f32,
            correction_1: 1.0 - math::powf(self.beta_1 as f32, time),
            correction_2: 1.0 - math::powf(self.beta_2 as f32, time),
            epsilon: self.epsilon,
        }
    }

    fn update(_: &LambStep, _: &mut Lane, _: &Lane, _: &mut [Lane]) {}

    fn scratch_lanes(&self, _: &str, weight: &Weight) -> usize {
        weight.lanes()
    }

    #[inline(always)]
    fn update_array(&self, step: &LambStep, array: WholeArray<'_>) {
        let updates = &mut array.scratch[..array.weights.len()];
        let (moments, _) = array.state.as_chunks_mut::<2>();
        for ((update, gradient), moments) in updates.iter_mut().zip(array.gradient).zip(moments) {
            step.learn(gradient, moments);
            *update = step.update(moments);
        }
        let (size, length) = (math::norm(array.weights), math::norm(updates));
        let ratio = if size > 0.0 && length > 0.0 {
            size / length
        } else {
            1.0
        };
        let (updates, weights) = (updates.as_flattened(), array.weights.as_flattened_mut());
        let by = ratio * step.learning_rate;
        math::zip(updates, weights, |update, weight| weight - by * update);
    }

    compiled_here!(arrays);
}
