use super::{Decay, IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::Error;
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// Adam without a schedule: v ← β₂·v + (1 − β₂)·g², z ← z − η·g / (√(v / (1 − β₂ᵗ)) + ε), x ← (1 − 1/t)·x + z/t,
    /// w ← (1 − β₁)·z + β₁·x at step t, counted from 1. The sequence z takes Adam's steps, x is the mean of all that it
    /// was; both begin at the weights.
    ///
    /// As in Keras, the weights w are also those of `evaluate` and `predict`: the paper would take x there.
    ///
    /// - State: two numbers for each weight, z and v; x is found again in w.
    /// - Source: Defazio et al., 2024, <https://arxiv.org/abs/2405.15682>; Keras' `ScheduleFreeAdamW`.
    ///
    /// ```
    /// use kerust::optimizers::{Optimizer, ScheduleFreeAdamW};
    ///
    /// let optimizer = ScheduleFreeAdamW::new().warmup_steps(100).weight_decay(0.01);
    /// assert!(optimizer.check().is_ok());
    /// assert!(optimizer.beta_1(0.0).check().is_err(), "all of the mean would be lost");
    /// ```
    ScheduleFreeAdamW {
        learning_rate: impl IntoLearningRate = 0.0025,
        /// β₁, how far the weights lie on the way from z to the mean x; above 0 and less than 1.
        beta_1: f32 where Bound::BELOW_ONE = 0.9,
        /// β₂, the share of the mean of the gradients' squares that stays at each step; 0 or more, and less than 1.
        beta_2: f32 where Bound::BELOW_ONE = 0.999,
        /// ε, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-8,
        /// The number of steps in which the learning rate rises along a line to what it is; `weight_decay` goes by the
        /// whole of it.
        warmup_steps: u32 = 0,
    }
}

impl ScheduleFreeAdamW {
    fn check_mean(&self) -> Result<(), Error> {
        if self.beta_1 == 0.0 {
            return Err(Error::Setting {
                setting: "beta_1",
                value: 0.0,
                expected: "the mean is found again in the weights, so it is above 0",
            });
        }
        Ok(())
    }
}

/// One step of [`ScheduleFreeAdamW`](struct@ScheduleFreeAdamW).
#[derive(Clone, Copy, Debug)]
pub struct ScheduleFreeAdamWStep {
    decay: Option<Decay>,
    learning_rate: f32,
    beta_1: f32,
    one_minus_beta_2: f32,
    correction_2: f32,
    epsilon: f32,
    /// The part of this step in the mean.
    part: f32,
}

impl Optimizer for ScheduleFreeAdamW {
    const SLOTS: usize = 2;
    const DECAYS: bool = true;
    type Step = ScheduleFreeAdamWStep;

    crate::optimizer!(settings, check_mean);

    fn step(&self, learning_rate: f32, iteration: u64) -> ScheduleFreeAdamWStep {
        let time = (iteration + 1) as f32;
        let warmed_up = match self.warmup_steps {
            0 => 1.0,
            steps => (time / steps as f32).min(1.0),
        };
        let share = self.settings.weight_decay;
        ScheduleFreeAdamWStep {
            decay: share.map(|share| Decay::new(share, learning_rate)),
            learning_rate: learning_rate * warmed_up,
            beta_1: self.beta_1,
            one_minus_beta_2: 1.0 - self.beta_2,
            correction_2: 1.0 - math::powf(self.beta_2, time),
            epsilon: self.epsilon,
            part: 1.0 / time,
        }
    }

    #[inline(always)]
    fn update(
        step: &ScheduleFreeAdamWStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [stepping, square] = slots else { return };
        // Both sequences begin at the weights, before these decay: in the first step in which they are trained.
        for i in 0..weights.len() {
            let is_first = (stepping[i] == 0.0) & (square[i] == 0.0);
            stepping[i] = math::select(is_first, weights[i], stepping[i]);
        }
        if let Some(decay) = step.decay {
            decay.apply(core::slice::from_mut(weights));
        }
        for i in 0..weights.len() {
            let g = underflow::gradient(gradient[i]);
            square[i] = underflow::moment(square[i] + (g * g - square[i]) * step.one_minus_beta_2);
            let size = math::sqrt(square[i] / step.correction_2) + step.epsilon;
            let (before, rest) = (stepping[i], 1.0 - step.beta_1);
            let now = before - step.learning_rate * g / size;
            let mean = (weights[i] - rest * before) / step.beta_1;
            let mean = (1.0 - step.part) * mean + step.part * now;
            stepping[i] = now;
            weights[i] = rest * now + step.beta_1 * mean;
        }
    }

    compiled_here!(vectors);
}
