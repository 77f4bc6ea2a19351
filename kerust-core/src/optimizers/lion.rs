use super::{IntoLearningRate, Optimizer, Settings, compiled_here};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Lion(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.99)`: steps of one size, by the sign of
/// a mean of the gradients (Chen et al., 2023); and [what all optimizers have](Settings).
#[derive(Clone, Debug)]
pub struct Lion {
    settings: Settings,
    beta_1: f32,
    beta_2: f32,
}

super::settings::optimizer_word! {
    Lion [] []
    learning_rate, beta_1, beta_2
}

impl Lion {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Lion {
            settings: Settings::new(0.001),
            beta_1: 0.9,
            beta_2: 0.99,
        }
    }

    crate::optimizer_settings!(settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// How much of the mean, and not of the last gradient, a step goes by; above 0.
    #[must_use]
    pub const fn beta_1(mut self, beta_1: f32) -> Self {
        self.beta_1 = beta_1;
        self
    }

    /// How much of the mean of the gradients stays at each step.
    #[must_use]
    pub const fn beta_2(mut self, beta_2: f32) -> Self {
        self.beta_2 = beta_2;
        self
    }
}

impl Default for Lion {
    fn default() -> Self {
        Lion::new()
    }
}

/// One step of [`Lion`](struct@Lion).
#[derive(Clone, Copy, Debug)]
pub struct LionStep {
    learning_rate: f32,
    beta_1: f32,
    beta_2: f32,
}

impl Optimizer for Lion {
    const SLOTS: usize = 1;
    type Step = LionStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("beta_1", self.beta_1.into())?;
        if self.beta_1 == 0.0 {
            return Err(Error::Setting {
                setting: "beta_1",
                value: 0.0,
                expected: "`Lion` goes by a mean, so it is above 0",
            });
        }
        check("beta_2", self.beta_2.into())
    }

    fn step(&self, learning_rate: f32, _: u64) -> LionStep {
        LionStep {
            learning_rate,
            beta_1: self.beta_1,
            beta_2: self.beta_2,
        }
    }

    #[inline(always)]
    fn update(step: &LionStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [mean] = slots else { return };
        for i in 0..weights.len() {
            let (m, g) = (mean[i], gradient[i]);
            let by = step.beta_1 * m + (1.0 - step.beta_1) * g;
            // 0 and NaN have no sign of their own.
            let sign = math::select(by.abs() > 0.0, (1.0_f32).copysign(by), by);
            weights[i] -= step.learning_rate * sign;
            let m = step.beta_2 * m + (1.0 - step.beta_2) * g;
            // The sign of the smallest mean counts, so only subnormal ones become 0.
            mean[i] = math::select(m.abs() < f32::MIN_POSITIVE, 0.0, m);
        }
    }

    compiled_here!(lanes);
}
