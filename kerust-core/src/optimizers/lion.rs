use super::{IntoLearningRate, Optimizer, compiled_here};
use crate::Error;
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// Steps of one size, by the sign of a mean of the gradients: w ← w − η·sign(β₁·m + (1 − β₁)·g), then
    /// m ← β₂·m + (1 − β₂)·g.
    ///
    /// - State: one number for each weight.
    /// - Source: Chen et al., 2023, <https://arxiv.org/abs/2302.06675>; Keras' `Lion`.
    ///
    /// ```
    /// use kerust::optimizers::{Lion, Optimizer};
    ///
    /// let optimizer = Lion::new().learning_rate(1e-4).weight_decay(0.1);
    /// assert!(optimizer.check().is_ok());
    /// assert!(optimizer.beta_1(0.0).check().is_err(), "a step goes by a mean");
    /// ```
    Lion {
        learning_rate: impl IntoLearningRate = 0.001,
        /// β₁, the share of the mean, beside the last gradient, that a step goes by; above 0 and less than 1.
        beta_1: f32 where Bound::BELOW_ONE = 0.9,
        /// β₂, the share of the mean of the gradients that stays at each step; 0 or more, and less than 1.
        beta_2: f32 where Bound::BELOW_ONE = 0.99,
    }
}

impl Lion {
    fn check_mean(&self) -> Result<(), Error> {
        if self.beta_1 == 0.0 {
            return Err(Error::Setting {
                setting: "beta_1",
                value: 0.0,
                expected: "`Lion` goes by a mean, so it is above 0",
            });
        }
        Ok(())
    }
}

/// One step of [`Lion`](struct@Lion).
#[derive(Clone, Copy, Debug)]
pub struct LionStep {
    learning_rate: f32,
    beta_1: f32,
    beta_2: f32,
}

impl Optimizer for Lion {
    const SLOTS: usize = 1;
    type Step = LionStep;

    crate::optimizer!(settings, check_mean);

    fn step(&self, learning_rate: f32, _: u64) -> LionStep {
        LionStep {
            learning_rate,
            beta_1: self.beta_1,
            beta_2: self.beta_2,
        }
    }

    #[inline(always)]
    fn update(
        step: &LionStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [mean] = slots else { return };
        for i in 0..weights.len() {
            let (m, g) = (mean[i], gradient[i]);
            let by = step.beta_1 * m + (1.0 - step.beta_1) * g;
            // 0 and NaN have no sign of their own.
            let sign = math::select(by.abs() > 0.0, (1.0_f32).copysign(by), by);
            weights[i] -= step.learning_rate * sign;
            let m = step.beta_2 * m + (1.0 - step.beta_2) * g;
            // The sign of the smallest mean counts, so only subnormal ones become 0.
            mean[i] = math::select(m.abs() < f32::MIN_POSITIVE, 0.0, m);
        }
    }

    compiled_here!(vectors);
}
