use super::Schedule;
use crate::contract::check;
use crate::{Error, math};

/// Keras' `InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase = false)`:
/// `initial / (1 + decay_rate · step / decay_steps)`.
///
/// ```
/// use kerust::optimizers::schedules::{InverseTimeDecay, Schedule};
///
/// let schedule = InverseTimeDecay::new(0.3, 10, 0.5);
/// assert_eq!(schedule.at(10), 0.2);
/// ```
#[derive(Clone, Debug)]
pub struct InverseTimeDecay {
    initial_learning_rate: f32,
    decay_steps: u64,
    decay_rate: f32,
    staircase: bool,
}

crate::listed! {
    InverseTimeDecay [] []
    (initial_learning_rate, decay_steps, decay_rate) staircase
}

impl InverseTimeDecay {
    /// After each `decay_steps` steps what the rate is divided by grows by `decay_rate`.
    #[must_use]
    pub const fn new(initial_learning_rate: f32, decay_steps: u64, decay_rate: f32) -> Self {
        InverseTimeDecay {
            initial_learning_rate,
            decay_steps,
            decay_rate,
            staircase: false,
        }
    }

    crate::by_name! {
        /// The rate that it begins with.
        initial_learning_rate: f32 = 0.0,
        /// After how many steps what it is divided by grows by `decay_rate`.
        decay_steps: u64 = 1,
        /// What that grows by.
        decay_rate: f32 = 0.0,
    }

    /// Whether it changes after `decay_steps` steps only, not in between.
    #[must_use]
    pub const fn staircase(self, staircase: bool) -> Self {
        InverseTimeDecay { staircase, ..self }
    }
}

impl Schedule for InverseTimeDecay {
    fn at(&self, step: u64) -> f32 {
        let decays = step as f32 / self.decay_steps as f32;
        let decays = if self.staircase {
            math::floor(decays)
        } else {
            decays
        };
        self.initial_learning_rate / (1.0 + self.decay_rate * decays)
    }

    fn check(&self) -> Result<(), Error> {
        check("initial_learning_rate", self.initial_learning_rate.into())?;
        check("decay_steps", self.decay_steps as f64)?;
        check("decay_rate", self.decay_rate.into())
    }
}
