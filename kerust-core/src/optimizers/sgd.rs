use super::{IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::Error;
use crate::contract::check;
use crate::memory::Lane;

/// Keras' `SGD(learning_rate = 0.01, momentum = 0.0, nesterov = false)`, and
/// [what all optimizers have](Settings).
///
/// ```
/// use kerust::optimizers::{Optimizer, SGD};
///
/// let sgd = SGD::new().learning_rate(0.1).momentum(0.9).nesterov(true);
/// assert!(sgd.check().is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct SGD {
    settings: Settings,
    momentum: f32,
    nesterov: bool,
}

super::settings::optimizer_word! {
    SGD [] []
    learning_rate, momentum, nesterov
}

impl SGD {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        SGD {
            settings: Settings::new(0.01),
            momentum: 0.0,
            nesterov: false,
        }
    }

    crate::optimizer_settings!(settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// How much of the last step's velocity stays.
    #[must_use]
    pub const fn momentum(mut self, momentum: f32) -> Self {
        self.momentum = momentum;
        self
    }

    /// Looks ahead along the velocity (Nesterov, 1983).
    #[must_use]
    pub const fn nesterov(mut self, nesterov: bool) -> Self {
        self.nesterov = nesterov;
        self
    }
}

impl Default for SGD {
    fn default() -> Self {
        SGD::new()
    }
}

/// One step of [`SGD`](struct@SGD).
#[derive(Clone, Copy, Debug)]
pub struct SgdStep {
    learning_rate: f32,
    momentum: f32,
    nesterov: bool,
}

impl Optimizer for SGD {
    const SLOTS: usize = 1;
    type Step = SgdStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("momentum", self.momentum.into())
    }

    fn step(&self, learning_rate: f32, _: u64) -> SgdStep {
        SgdStep {
            learning_rate,
            momentum: self.momentum,
            nesterov: self.nesterov,
        }
    }

    #[inline(always)]
    fn update(step: &SgdStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [velocity] = slots else { return };
        let downhill = gradient.map(|g| -step.learning_rate * g);
        let mut ahead = downhill;
        for i in 0..weights.len() {
            ahead[i] = least::moment(step.momentum * velocity[i] + downhill[i]);
        }
        *velocity = ahead;
        if step.nesterov {
            for i in 0..weights.len() {
                ahead[i] = step.momentum * ahead[i] + downhill[i];
            }
        }
        for i in 0..weights.len() {
            weights[i] += ahead[i];
        }
    }

    compiled_here!(lanes);
}
