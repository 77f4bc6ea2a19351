use super::{IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// [`Adam`](struct@super::Adam) with the largest gradient in place of the root of the second moment:
    /// m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g|), w ← w − η / (1 − β₁ᵗ) · m / (u + ε) at step t, counted from 1.
    ///
    /// - State: two numbers for each weight.
    /// - Source: Kingma and Ba, 2014, <https://arxiv.org/abs/1412.6980>, section 7.1; Keras' `Adamax`.
    ///
    /// ```
    /// use kerust::optimizers::{Adamax, Optimizer};
    ///
    /// let optimizer = Adamax::new().learning_rate(0.002);
    /// assert!(optimizer.check().is_ok());
    /// assert!(optimizer.beta_2(1.0).check().is_err());
    /// ```
    Adamax {
        learning_rate: impl IntoLearningRate = 0.001,
        /// β₁, the share of the mean of the gradients that stays at each step; 0 or more, and less than 1.
        beta_1: f64 where Bound::BELOW_ONE = 0.9,
        /// β₂, the share of the largest gradient that stays at each step; 0 or more, and less than 1.
        beta_2: f32 where Bound::BELOW_ONE = 0.999,
        /// ε, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
    }
}

/// One step of [`Adamax`](struct@Adamax).
#[derive(Clone, Copy, Debug)]
pub struct AdamaxStep {
    learning_rate: f32,
    correction: f32,
    one_minus_beta_1: f32,
    beta_2: f32,
    epsilon: f32,
}

impl Optimizer for Adamax {
    const SLOTS: usize = 2;
    type Step = AdamaxStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, iteration: u64) -> AdamaxStep {
        let time = (iteration + 1) as f32;
        AdamaxStep {
            learning_rate,
            correction: 1.0 - math::powf(self.beta_1 as f32, time),
            one_minus_beta_1: (1.0 - self.beta_1) as f32,
            beta_2: self.beta_2,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(
        step: &AdamaxStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [mean, most] = slots else { return };
        for i in 0..weights.len() {
            let g = underflow::gradient(gradient[i]);
            mean[i] = underflow::moment(mean[i] + (g - mean[i]) * step.one_minus_beta_1);
            let before = underflow::moment(step.beta_2 * most[i]);
            most[i] = math::select(g.abs() < before, before, g.abs());
            weights[i] -=
                step.learning_rate * mean[i] / (step.correction * (most[i] + step.epsilon));
        }
    }

    compiled_here!(vectors);
}
