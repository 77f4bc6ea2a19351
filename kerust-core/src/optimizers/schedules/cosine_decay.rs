use core::f32::consts::PI;

use super::Schedule;
use crate::Error;
use crate::simd::math;
use crate::word::Bound;

crate::word! {
    /// η₀·((1 − α)·½·(1 + cos(π·s / n)) + α) at step s, up to n, the `decay_steps`: down along half a cosine, to
    /// α·η₀. With a `warmup_target` η₁ the rate first rises from η₀ to η₁ along a line, in `warmup_steps` steps, and
    /// then comes down from η₁.
    ///
    /// `CosineDecay(initial_learning_rate, decay_steps, alpha = 0.0, warmup_target = …, warmup_steps = 0)`; Keras'
    /// `CosineDecay`, after Loshchilov and Hutter, 2016, <https://arxiv.org/abs/1608.03983>.
    ///
    /// ```
    /// use kerust::optimizers::schedules::{CosineDecay, Schedule};
    ///
    /// let schedule = CosineDecay::new(0.0, 10).warmup_target(0.5).warmup_steps(4);
    /// assert_eq!([0, 2, 4].map(|step| schedule.at(step)), [0.0, 0.25, 0.5]);
    /// assert!((schedule.at(9) - 0.25).abs() < 1e-6 && schedule.at(14) < 1e-6);
    /// ```
    CosineDecay new(
        /// η₀, the rate of the first step; not negative.
        initial_learning_rate: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// n, the number of steps after the warm-up until the rate is at its end; from 1.
        decay_steps: u64 where Bound::STEPS = 1,
    ) {
        /// α, the rate at the end as a share of the one that it comes down from; not negative.
        alpha: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// η₁, the rate at the end of the warm-up; without it there is none. Not negative.
        warmup_target: Option<f32> where Bound::NOT_NEGATIVE = None,
        /// The number of steps of the warm-up.
        warmup_steps: u64 = 0,
    }
}

impl Schedule for CosineDecay {
    fn at(&self, step: u64) -> f32 {
        let (mut step, steps) = (step as f32, self.decay_steps as f32);
        let mut from = self.initial_learning_rate;
        if let Some(target) = self.warmup_target {
            let warmup = self.warmup_steps as f32;
            if step < warmup {
                return (target - from) * (step / warmup) + from;
            }
            (from, step) = (target, step.min(steps + warmup) - warmup);
        }
        let cosine = 0.5 * (1.0 + math::cos(PI * (step.min(steps) / steps)));
        from * ((1.0 - self.alpha) * cosine + self.alpha)
    }

    fn check(&self) -> Result<(), Error> {
        self.check_settings()
    }
}
