use core::f32::consts::PI;

use super::Schedule;
use crate::Error;
use crate::simd::math;
use crate::word::Bound;

crate::word! {
    /// η₀·((1 − α)·½·m^i·(1 + cos(π·s / n)) + α) at step s of decay i, counted from 0, which has n steps: down along
    /// half a cosine, again and again. The first decay has n = `first_decay_steps`, each later one `t_mul` times as
    /// many; m is `m_mul`.
    ///
    /// `CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul = 2.0, m_mul = 1.0, alpha = 0.0)`; Keras'
    /// `CosineDecayRestarts`, after Loshchilov and Hutter, 2016, <https://arxiv.org/abs/1608.03983>.
    ///
    /// ```
    /// use kerust::optimizers::schedules::{CosineDecayRestarts, Schedule};
    ///
    /// let schedule = CosineDecayRestarts::new(0.5, 10).m_mul(0.5);
    /// assert_eq!([0, 10, 30].map(|step| schedule.at(step)), [0.5, 0.25, 0.125]);
    /// ```
    CosineDecayRestarts new(
        /// η₀, the rate of the first step; not negative.
        initial_learning_rate: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// The number of steps of the first decay; from 1.
        first_decay_steps: u64 where Bound::STEPS = 1,
    ) {
        /// The factor of the number of steps from one decay to the next; above 0.
        t_mul: f32 where Bound::POSITIVE = 2.0,
        /// m, the factor of the rate that a decay begins with; not negative.
        m_mul: f32 where Bound::NOT_NEGATIVE = 1.0,
        /// α, the rate at the end as a share of η₀; not negative.
        alpha: f32 where Bound::NOT_NEGATIVE = 0.0,
    }
}

impl Schedule for CosineDecayRestarts {
    fn at(&self, step: u64) -> f32 {
        let (t, completed) = (self.t_mul, step as f32 / self.first_decay_steps as f32);
        let (restarts, completed) = if t == 1.0 {
            let restarts = math::floor(completed);
            (restarts, completed - restarts)
        } else {
            let restarts = math::floor(math::log(1.0 - completed * (1.0 - t)) / math::log(t));
            let length = math::powf(t, restarts);
            let before = (1.0 - length) / (1.0 - t);
            (restarts, (completed - before) / length)
        };
        let cosine = 0.5 * math::powf(self.m_mul, restarts) * (1.0 + math::cos(PI * completed));
        self.initial_learning_rate * ((1.0 - self.alpha) * cosine + self.alpha)
    }

    fn check(&self) -> Result<(), Error> {
        self.check_settings()
    }
}
