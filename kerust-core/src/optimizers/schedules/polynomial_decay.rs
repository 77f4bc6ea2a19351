use super::Schedule;
use crate::Error;
use crate::simd::math;
use crate::word::Bound;

crate::word! {
    /// (η₀ − η₁)·(1 − s / n)^p + η₁ at step s, up to n, the `decay_steps`, with the `end_learning_rate` η₁ and the
    /// `power` p; after it η₁.
    ///
    /// `PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate = 0.0001, power = 1.0, cycle = false)`;
    /// Keras' `PolynomialDecay`.
    ///
    /// ```
    /// use kerust::optimizers::schedules::{PolynomialDecay, Schedule};
    ///
    /// let schedule = PolynomialDecay::new(0.5, 10).end_learning_rate(0.25);
    /// assert_eq!([0, 5, 10, 90].map(|step| schedule.at(step)), [0.5, 0.375, 0.25, 0.25]);
    /// ```
    PolynomialDecay new(
        /// η₀, the rate of the first step; not negative.
        initial_learning_rate: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// n, the number of steps after which the rate is at its end; from 1.
        decay_steps: u64 where Bound::STEPS = 1,
    ) {
        /// η₁, the rate at the end; not negative.
        end_learning_rate: f32 where Bound::NOT_NEGATIVE = 0.0001,
        /// p, the power of the polynomial; not negative.
        power: f32 where Bound::NOT_NEGATIVE = 1.0,
        /// Whether it begins again after its end, each time from a lower rate: n is then the next multiple of
        /// `decay_steps`.
        cycle: bool = false,
    }
}

impl Schedule for PolynomialDecay {
    fn at(&self, step: u64) -> f32 {
        let (mut step, mut steps) = (step as f32, self.decay_steps as f32);
        if self.cycle {
            steps *= math::ceil(step / steps).max(1.0);
        } else {
            step = step.min(steps);
        }
        let span = self.initial_learning_rate - self.end_learning_rate;
        span * math::powf(1.0 - step / steps, self.power) + self.end_learning_rate
    }

    fn check(&self) -> Result<(), Error> {
        self.check_settings()
    }
}
