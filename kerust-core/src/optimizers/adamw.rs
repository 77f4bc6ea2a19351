use super::adam::AdamStep;
use super::{Adam, IntoLearningRate, Optimizer, Settings};
use crate::Error;
use crate::kernels::Cpu;
use crate::memory::Lane;

/// Keras' `AdamW(learning_rate = 0.001, weight_decay = 0.004, beta_1 = 0.9, beta_2 = 0.999,
/// epsilon = 1e-7, amsgrad = false)`: [`Adam`](struct@Adam) with a weight decay (Loshchilov and Hutter, 2017); and
/// [what all optimizers have](Settings).
///
/// ```
/// use kerust::optimizers::{AdamW, Optimizer};
///
/// let adamw = AdamW::new().weight_decay(0.01).amsgrad::<true>();
/// assert_eq!(adamw.settings().weight_decay, Some(0.01));
/// ```
#[derive(Clone, Debug)]
pub struct AdamW<const AMSGRAD: bool = false> {
    adam: Adam<AMSGRAD>,
}

super::settings::optimizer_word! {
    AdamW [const AMSGRAD: bool] [AMSGRAD]
    learning_rate, beta_1, beta_2, epsilon, amsgrad
}

impl AdamW {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        AdamW {
            adam: Adam::new().weight_decay(0.004),
        }
    }
}

impl<const AMSGRAD: bool> AdamW<AMSGRAD> {
    crate::optimizer_settings!(adam.settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.adam.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// How much of the mean of the gradients stays at each step.
    #[must_use]
    pub const fn beta_1(mut self, beta_1: f64) -> Self {
        self.adam.beta_1 = beta_1;
        self
    }

    /// How much of the mean of their squares stays at each step.
    #[must_use]
    pub const fn beta_2(mut self, beta_2: f64) -> Self {
        self.adam.beta_2 = beta_2;
        self
    }

    /// What keeps the division away from 0.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f32) -> Self {
        self.adam.epsilon = epsilon;
        self
    }

    /// Divides by the largest second moment that there was, as [`Adam::amsgrad`].
    #[must_use]
    pub fn amsgrad<const IS: bool>(self) -> AdamW<IS> {
        AdamW {
            adam: self.adam.amsgrad(),
        }
    }
}

impl Default for AdamW {
    fn default() -> Self {
        AdamW::new()
    }
}

impl<const AMSGRAD: bool> Optimizer for AdamW<AMSGRAD> {
    const SLOTS: usize = Adam::<AMSGRAD>::SLOTS;
    type Step = AdamStep;

    fn settings(&self) -> &Settings {
        self.adam.settings()
    }

    fn settings_mut(&mut self) -> &mut Settings {
        self.adam.settings_mut()
    }

    fn check(&self) -> Result<(), Error> {
        self.adam.check()
    }

    fn step(&self, learning_rate: f32, iteration: u64) -> AdamStep {
        self.adam.step(learning_rate, iteration)
    }

    #[inline(always)]
    fn update(step: &AdamStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        Adam::<AMSGRAD>::update(step, weights, gradient, slots);
    }

    fn run_lanes(
        cpu: Cpu,
        step: &AdamStep,
        weights: &mut [Lane],
        gradients: &[Lane],
        state: &mut [Lane],
    ) {
        Adam::<AMSGRAD>::run_lanes(cpu, step, weights, gradients, state);
    }
}
