use core::f32::consts::PI;

use super::Schedule;
use crate::contract::check;
use crate::{Error, math};

/// Keras' `CosineDecay(initial_learning_rate, decay_steps, alpha = 0.0, warmup_target = …,
/// warmup_steps = 0)`: down along half a cosine (Loshchilov and Hutter, 2016), after an optional
/// warm-up along a line.
///
/// ```
/// use kerust::optimizers::schedules::{CosineDecay, Schedule};
///
/// let schedule = CosineDecay::new(0.0, 10).warmup_target(0.5).warmup_steps(4);
/// assert_eq!([0, 2, 4].map(|step| schedule.at(step)), [0.0, 0.25, 0.5]);
/// assert!((schedule.at(9) - 0.25).abs() < 1e-6 && schedule.at(14) < 1e-6);
/// ```
#[derive(Clone, Debug)]
pub struct CosineDecay {
    initial_learning_rate: f32,
    decay_steps: u64,
    alpha: f32,
    warmup_target: Option<f32>,
    warmup_steps: u64,
}

crate::listed! {
    CosineDecay [] []
    (initial_learning_rate, decay_steps) alpha, warmup_target, warmup_steps
}

impl CosineDecay {
    /// `decay_steps` steps after the warm-up the rate is at its end.
    #[must_use]
    pub const fn new(initial_learning_rate: f32, decay_steps: u64) -> Self {
        CosineDecay {
            initial_learning_rate,
            decay_steps,
            alpha: 0.0,
            warmup_target: None,
            warmup_steps: 0,
        }
    }

    crate::by_name! {
        /// The rate that it begins with.
        initial_learning_rate: f32 = 0.0,
        /// How many steps after the warm-up the rate is at its end.
        decay_steps: u64 = 1,
    }

    /// The rate at the end, as a share of the one that it comes down from.
    #[must_use]
    pub const fn alpha(self, alpha: f32) -> Self {
        CosineDecay { alpha, ..self }
    }

    /// The rate at the end of a warm-up, from which it then comes down; without it there is no
    /// warm-up.
    #[must_use]
    pub const fn warmup_target(self, warmup_target: f32) -> Self {
        CosineDecay {
            warmup_target: Some(warmup_target),
            ..self
        }
    }

    /// How many steps the warm-up has.
    #[must_use]
    pub const fn warmup_steps(self, warmup_steps: u64) -> Self {
        CosineDecay {
            warmup_steps,
            ..self
        }
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
        check("initial_learning_rate", self.initial_learning_rate.into())?;
        check("decay_steps", self.decay_steps as f64)?;
        check("alpha", self.alpha.into())?;
        let target = self.warmup_target.unwrap_or_default();
        check("warmup_target", target.into())
    }
}
