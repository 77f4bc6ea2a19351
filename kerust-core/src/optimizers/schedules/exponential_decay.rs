use super::Schedule;
use crate::contract::check;
use crate::{Error, math};

/// Keras' `ExponentialDecay(initial_learning_rate, decay_steps, decay_rate, staircase = false)`:
/// `initial · decay_rate^(step / decay_steps)`.
///
/// ```
/// use kerust::optimizers::schedules::{ExponentialDecay, Schedule};
///
/// let schedule = ExponentialDecay::new(0.1, 10, 0.5);
/// assert_eq!(schedule.at(10), 0.05);
/// assert_eq!(schedule.staircase(true).at(19), 0.05);
/// ```
#[derive(Clone, Debug)]
pub struct ExponentialDecay {
    initial_learning_rate: f32,
    decay_steps: u64,
    decay_rate: f32,
    staircase: bool,
}

crate::listed! {
    ExponentialDecay [] []
    (initial_learning_rate, decay_steps, decay_rate) staircase
}

impl ExponentialDecay {
    /// After each `decay_steps` steps the rate is multiplied by `decay_rate`.
    #[must_use]
    pub const fn new(initial_learning_rate: f32, decay_steps: u64, decay_rate: f32) -> Self {
        ExponentialDecay {
            initial_learning_rate,
            decay_steps,
            decay_rate,
            staircase: false,
        }
    }

    crate::by_name! {
        /// The rate that it begins with.
        initial_learning_rate: f32 = 0.0,
        /// After how many steps it is multiplied by `decay_rate`.
        decay_steps: u64 = 1,
        /// What the rate is multiplied by.
        decay_rate: f32 = 1.0,
    }

    /// Whether it changes after `decay_steps` steps only, not in between.
    #[must_use]
    pub const fn staircase(self, staircase: bool) -> Self {
        ExponentialDecay { staircase, ..self }
    }
}

impl Schedule for ExponentialDecay {
    fn at(&self, step: u64) -> f32 {
        let decays = step as f32 / self.decay_steps as f32;
        let decays = if self.staircase {
            math::floor(decays)
        } else {
            decays
        };
        self.initial_learning_rate * math::powf(self.decay_rate, decays)
    }

    fn check(&self) -> Result<(), Error> {
        check("initial_learning_rate", self.initial_learning_rate.into())?;
        check("decay_steps", self.decay_steps as f64)?;
        check("decay_rate", self.decay_rate.into())
    }
}
