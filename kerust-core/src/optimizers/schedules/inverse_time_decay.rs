use super::{Schedule, periods};
use crate::Error;
use crate::word::Bound;

crate::word! {
    /// η₀ / (1 + r·s / n) at step s, with the `decay_rate` r and n the `decay_steps`; with `staircase` s / n is rounded
    /// down.
    ///
    /// `InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase = false)`; Keras' `InverseTimeDecay`.
    ///
    /// ```
    /// use kerust::optimizers::schedules::{InverseTimeDecay, Schedule};
    ///
    /// let schedule = InverseTimeDecay::new(0.3, 10, 0.5);
    /// assert_eq!(schedule.at(10), 0.2);
    /// ```
    InverseTimeDecay new(
        /// η₀, the rate of the first step; not negative.
        initial_learning_rate: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// n, the number of steps after which the divisor has grown by `decay_rate`; from 1.
        decay_steps: u64 where Bound::STEPS = 1,
        /// r, the growth of the divisor; not negative.
        decay_rate: f32 where Bound::NOT_NEGATIVE = 0.0,
    ) {
        /// Whether the rate changes after each `decay_steps` steps only, not in between.
        staircase: bool = false,
    }
}

impl Schedule for InverseTimeDecay {
    fn at(&self, step: u64) -> f32 {
        let decays = periods(step, self.decay_steps, self.staircase);
        self.initial_learning_rate / (1.0 + self.decay_rate * decays)
    }

    fn check(&self) -> Result<(), Error> {
        self.check_settings()
    }
}
