use super::{IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Adamax(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-7)`: `Adam` with
/// the largest gradient in the place of the root of the second moment (Kingma and Ba, 2014); and
/// [what all optimizers have](Settings).
#[derive(Clone, Debug)]
pub struct Adamax {
    settings: Settings,
    beta_1: f64,
    beta_2: f32,
    epsilon: f32,
}

super::settings::optimizer_word! {
    Adamax [] []
    learning_rate, beta_1, beta_2, epsilon
}

impl Adamax {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Adamax {
            settings: Settings::new(0.001),
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        }
    }

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

    /// How much of the largest gradient stays at each step.
    #[must_use]
    pub const fn beta_2(mut self, beta_2: f32) -> Self {
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

impl Default for Adamax {
    fn default() -> Self {
        Adamax::new()
    }
}

/// One step of [`Adamax`](struct@Adamax).
#[derive(Clone, Copy, Debug)]
pub struct AdamaxStep {
    learning_rate: f32,
    correction: f32,
    one_minus_beta_1: f32,
    beta_2: f32,
    epsilon: f32,
}

impl Optimizer for Adamax {
    const SLOTS: usize = 2;
    type Step = AdamaxStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("beta_1", self.beta_1)?;
        check("beta_2", self.beta_2.into())?;
        check("epsilon", self.epsilon.into())
    }

    fn step(&self, learning_rate: f32, iteration: u64) -> AdamaxStep {
        let time = (iteration + 1) as f32;
        AdamaxStep {
            learning_rate,
            correction: 1.0 - math::powf(self.beta_1 as f32, time),
            one_minus_beta_1: (1.0 - self.beta_1) as f32,
            beta_2: self.beta_2,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(step: &AdamaxStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [mean, most] = slots else { return };
        for i in 0..weights.len() {
            let g = least::gradient(gradient[i]);
            mean[i] = least::moment(mean[i] + (g - mean[i]) * step.one_minus_beta_1);
            let before = least::moment(step.beta_2 * most[i]);
            most[i] = math::select(g.abs() < before, before, g.abs());
            weights[i] -=
                step.learning_rate * mean[i] / (step.correction * (most[i] + step.epsilon));
        }
    }

    compiled_here!(lanes);
}
