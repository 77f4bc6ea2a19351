use super::{IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `RMSprop(learning_rate = 0.001, rho = 0.9, momentum = 0.0, epsilon = 1e-7,
/// centered = false)` (Hinton, 2012), and [what all optimizers have](Settings).
///
/// As in Keras, `epsilon` is under the root.
///
/// ```
/// use kerust::optimizers::{Optimizer, RMSprop};
///
/// let rmsprop = RMSprop::new().rho(0.8).momentum(0.9).centered::<true>();
/// assert!(rmsprop.check().is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct RMSprop<const CENTERED: bool = false> {
    settings: Settings,
    rho: f64,
    momentum: f32,
    epsilon: f32,
}

super::settings::optimizer_word! {
    RMSprop [const CENTERED: bool] [CENTERED]
    learning_rate, rho, momentum, epsilon, centered
}

impl RMSprop {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        RMSprop {
            settings: Settings::new(0.001),
            rho: 0.9,
            momentum: 0.0,
            epsilon: 1e-7,
        }
    }
}

impl<const CENTERED: bool> RMSprop<CENTERED> {
    crate::optimizer_settings!(settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// How much of the mean of the squared gradients stays at each step.
    #[must_use]
    pub const fn rho(mut self, rho: f64) -> Self {
        self.rho = rho;
        self
    }

    /// How much of the last step stays.
    #[must_use]
    pub const fn momentum(mut self, momentum: f32) -> Self {
        self.momentum = momentum;
        self
    }

    /// What keeps the division away from 0.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f32) -> Self {
        self.epsilon = epsilon;
        self
    }

    /// Divides by the spread of the gradients around their mean, which is kept as well, instead of by
    /// their size.
    #[must_use]
    pub fn centered<const IS: bool>(self) -> RMSprop<IS> {
        RMSprop {
            settings: self.settings,
            rho: self.rho,
            momentum: self.momentum,
            epsilon: self.epsilon,
        }
    }
}

impl Default for RMSprop {
    fn default() -> Self {
        RMSprop::new()
    }
}

/// One step of [`RMSprop`](struct@RMSprop).
#[derive(Clone, Copy, Debug)]
pub struct RMSpropStep {
    learning_rate: f32,
    rho: f32,
    one_minus_rho: f32,
    momentum: f32,
    epsilon: f32,
}

impl<const CENTERED: bool> Optimizer for RMSprop<CENTERED> {
    const SLOTS: usize = if CENTERED { 3 } else { 2 };
    type Step = RMSpropStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("rho", self.rho)?;
        check("momentum", self.momentum.into())?;
        check("epsilon", self.epsilon.into())
    }

    fn step(&self, learning_rate: f32, _: u64) -> RMSpropStep {
        RMSpropStep {
            learning_rate,
            rho: self.rho as f32,
            one_minus_rho: (1.0 - self.rho) as f32,
            momentum: self.momentum,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(step: &RMSpropStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [square, momentum, mean @ ..] = slots else {
            return;
        };
        for i in 0..weights.len() {
            let g = least::gradient(gradient[i]);
            let v = step.rho * square[i] + step.one_minus_rho * (g * g);
            square[i] = least::moment(v);
            let mut spread = square[i];
            if let [mean] = mean {
                mean[i] = least::moment(step.rho * mean[i] + step.one_minus_rho * g);
                spread -= mean[i] * mean[i];
            }
            let increment = step.learning_rate * g / math::sqrt(spread + step.epsilon);
            momentum[i] = least::moment(step.momentum * momentum[i] + increment);
            weights[i] -= momentum[i];
        }
    }

    compiled_here!(lanes of RMSpropStep: RMSprop<false>, if !CENTERED; RMSprop<true>, if CENTERED);
}
