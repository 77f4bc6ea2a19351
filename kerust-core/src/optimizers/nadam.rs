use super::{IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Nadam(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-7)`: `Adam` with
/// Nesterov's momentum (Dozat, 2015); and [what all optimizers have](Settings).
#[derive(Clone, Debug)]
pub struct Nadam {
    settings: Settings,
    beta_1: f64,
    beta_2: f64,
    epsilon: f32,
}

super::settings::optimizer_word! {
    Nadam [] []
    learning_rate, beta_1, beta_2, epsilon
}

impl Nadam {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Nadam {
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

impl Default for Nadam {
    fn default() -> Self {
        Nadam::new()
    }
}

/// One step of [`Nadam`](struct@Nadam).
#[derive(Clone, Copy, Debug)]
pub struct NadamStep {
    learning_rate: f32,
    of_mean: f32,
    of_gradient: f32,
    one_minus_beta_1: f32,
    one_minus_beta_2: f32,
    correction_2: f32,
    epsilon: f32,
}

impl Optimizer for Nadam {
    const SLOTS: usize = 2;
    type Step = NadamStep;

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

    fn step(&self, learning_rate: f32, iteration: u64) -> NadamStep {
        let (beta_1, beta_2) = (self.beta_1 as f32, self.beta_2 as f32);
        let time = (iteration + 1) as f32;
        let steps = (iteration + 1).min(GROWING as u64);
        let [now, next] =
            [time, time + 1.0].map(|time| beta_1 * (1.0 - 0.5 * math::powf(0.96, time)));
        let so_far = math::powf(beta_1, time) * GROWTH[steps as usize];
        NadamStep {
            learning_rate,
            of_mean: next / (1.0 - so_far * next),
            of_gradient: (1.0 - now) / (1.0 - so_far),
            one_minus_beta_1: 1.0 - beta_1,
            one_minus_beta_2: 1.0 - beta_2,
            correction_2: 1.0 - math::powf(beta_2, time),
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(step: &NadamStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [mean, square] = slots else { return };
        for i in 0..weights.len() {
            let g = least::gradient(gradient[i]);
            mean[i] = least::moment(mean[i] + (g - mean[i]) * step.one_minus_beta_1);
            square[i] = least::moment(square[i] + (g * g - square[i]) * step.one_minus_beta_2);
            let ahead = step.of_mean * mean[i] + step.of_gradient * g;
            let root = math::sqrt(square[i] / step.correction_2);
            weights[i] -= ahead * step.learning_rate / (root + step.epsilon);
        }
    }

    compiled_here!(lanes);
}

/// Later factors of the product are 1 in single precision.
const GROWING: usize = 500;

/// After how many steps the product of all momenta is how much of `beta_1` to the power of the steps.
static GROWTH: [f32; GROWING + 1] = {
    let mut growth = [1.0; GROWING + 1];
    let (mut product, mut decay) = (1.0_f64, 1.0_f64);
    let mut step = 1;
    while step <= GROWING {
        decay *= 0.96;
        product *= 1.0 - 0.5 * decay;
        growth[step] = product as f32;
        step += 1;
    }
    growth
};
