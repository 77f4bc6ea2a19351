use super::{IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Adadelta(learning_rate = 0.001, rho = 0.95, epsilon = 1e-7)` (Zeiler, 2012), and
/// [what all optimizers have](Settings).
///
/// The paper has a `learning_rate` of 1.
#[derive(Clone, Debug)]
pub struct Adadelta {
    settings: Settings,
    rho: f64,
    epsilon: f32,
}

super::settings::optimizer_word! {
    Adadelta [] []
    learning_rate, rho, epsilon
}

impl Adadelta {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Adadelta {
            settings: Settings::new(0.001),
            rho: 0.95,
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

    /// How much of the means of squares stays at each step.
    #[must_use]
    pub const fn rho(mut self, rho: f64) -> Self {
        self.rho = rho;
        self
    }

    /// What keeps the division away from 0.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f32) -> Self {
        self.epsilon = epsilon;
        self
    }
}

impl Default for Adadelta {
    fn default() -> Self {
        Adadelta::new()
    }
}

/// One step of [`Adadelta`](struct@Adadelta).
#[derive(Clone, Copy, Debug)]
pub struct AdadeltaStep {
    learning_rate: f32,
    rho: f32,
    one_minus_rho: f32,
    epsilon: f32,
}

impl Optimizer for Adadelta {
    const SLOTS: usize = 2;
    type Step = AdadeltaStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("rho", self.rho)?;
        check("epsilon", self.epsilon.into())
    }

    fn step(&self, learning_rate: f32, _: u64) -> AdadeltaStep {
        AdadeltaStep {
            learning_rate,
            rho: self.rho as f32,
            one_minus_rho: (1.0 - self.rho) as f32,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(step: &AdadeltaStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [square, moved] = slots else { return };
        for i in 0..weights.len() {
            let g = least::gradient(gradient[i]);
            let v = step.rho * square[i] + step.one_minus_rho * (g * g);
            square[i] = least::moment(v);
            let rate = math::sqrt(moved[i] + step.epsilon);
            let delta = -(rate * g / math::sqrt(square[i] + step.epsilon));
            let d = step.rho * moved[i] + step.one_minus_rho * (delta * delta);
            moved[i] = least::moment(d);
            weights[i] += step.learning_rate * delta;
        }
    }

    compiled_here!(lanes);
}
