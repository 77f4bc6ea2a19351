use super::{IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Adam(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-7,
/// amsgrad = false)` (Kingma and Ba, 2014), and [what all optimizers have](Settings).
///
/// As in Keras, `epsilon` is added to the root of the second moment before its bias is corrected.
///
/// ```
/// use kerust::optimizers::{Adam, Optimizer};
///
/// let adam = Adam::new().learning_rate(0.01).beta_1(0.8);
/// assert!(adam.check().is_ok());
/// assert!(adam.learning_rate(-1.0).check().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Adam<const AMSGRAD: bool = false> {
    pub(super) settings: Settings,
    // Wider, because what is left of 1 counts.
    pub(super) beta_1: f64,
    pub(super) beta_2: f64,
    pub(super) epsilon: f32,
}

super::settings::optimizer_word! {
    Adam [const AMSGRAD: bool] [AMSGRAD]
    learning_rate, beta_1, beta_2, epsilon, amsgrad
}

impl Adam {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Adam {
            settings: Settings::new(0.001),
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        }
    }
}

impl<const AMSGRAD: bool> Adam<AMSGRAD> {
    crate::optimizer_settings!(settings);

    /// The size of a step: a number, or a schedule.
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

    /// Divides by the largest second moment that there was (Reddi, Kale and Kumar, 2018), which is
    /// kept as well.
    #[must_use]
    pub fn amsgrad<const IS: bool>(self) -> Adam<IS> {
        Adam {
            settings: self.settings,
            beta_1: self.beta_1,
            beta_2: self.beta_2,
            epsilon: self.epsilon,
        }
    }
}

impl Default for Adam {
    fn default() -> Self {
        Adam::new()
    }
}

/// One step of [`Adam`](struct@Adam).
#[derive(Clone, Copy, Debug)]
pub struct AdamStep {
    alpha: f32,
    one_minus_beta_1: f32,
    one_minus_beta_2: f32,
    epsilon: f32,
}

impl<const AMSGRAD: bool> Optimizer for Adam<AMSGRAD> {
    const SLOTS: usize = if AMSGRAD { 3 } else { 2 };
    type Step = AdamStep;

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

    fn step(&self, learning_rate: f32, iteration: u64) -> AdamStep {
        let time = (iteration + 1) as f32;
        let correction_1 = 1.0 - math::powf(self.beta_1 as f32, time);
        let correction_2 = 1.0 - math::powf(self.beta_2 as f32, time);
        AdamStep {
            alpha: learning_rate * math::sqrt(correction_2) / correction_1,
            one_minus_beta_1: (1.0 - self.beta_1) as f32,
            one_minus_beta_2: (1.0 - self.beta_2) as f32,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(step: &AdamStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [mean, square, most @ ..] = slots else {
            return;
        };
        for i in 0..weights.len() {
            let g = least::gradient(gradient[i]);
            mean[i] = least::moment(mean[i] + (g - mean[i]) * step.one_minus_beta_1);
            square[i] = least::moment(square[i] + (g * g - square[i]) * step.one_minus_beta_2);
            let mut v = square[i];
            if let [most] = most {
                most[i] = math::select(v < most[i], most[i], v);
                v = most[i];
            }
            weights[i] -= step.alpha * mean[i] / (math::sqrt(v) + step.epsilon);
        }
    }

    compiled_here!(lanes of AdamStep: Adam<false>, if !AMSGRAD; Adam<true>, if AMSGRAD);
}
