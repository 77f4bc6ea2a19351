use super::{IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// Steps along the mean of the gradients, scaled by the root of the mean of their squares:
    /// m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η·√(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε) at step t, counted
    /// from 1.
    ///
    /// As in Keras, ε is added to the root of the second moment before its bias is corrected.
    ///
    /// - State: two numbers for each weight, three with `amsgrad`.
    /// - Source: Kingma and Ba, 2014, <https://arxiv.org/abs/1412.6980>; Keras' `Adam`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Line < Dense<1, 1> > }
    ///
    /// let optimizer = Adam::new().learning_rate(0.1).beta_1(0.8);
    /// let mut line = compile!(Line::new(7), optimizer = optimizer, loss = mse);
    /// let history = fit!(line, &[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0], epochs = 100, verbose = 0)?;
    /// assert!(history["loss"][99] < 0.2);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    Adam<
        /// Whether steps are scaled by the largest second moment so far, which is kept as well (Reddi, Kale and Kumar,
        /// 2018, <https://arxiv.org/abs/1904.09237>).
        amsgrad: bool AMSGRAD = false
    > {
        learning_rate: impl IntoLearningRate = 0.001,
        /// β₁, the share of the mean of the gradients that stays at each step; 0 or more, and less than 1.
        beta_1: f64 where Bound::BELOW_ONE = 0.9,
        /// β₂, the share of the mean of their squares that stays at each step; 0 or more, and less than 1.
        beta_2: f64 where Bound::BELOW_ONE = 0.999,
        /// ε, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
    }
}

/// One step of [`Adam`](struct@Adam).
#[derive(Clone, Copy, Debug)]
pub struct AdamStep {
    alpha: f32,
    one_minus_beta_1: f32,
    one_minus_beta_2: f32,
    epsilon: f32,
}

impl AdamStep {
    /// The `iteration`-th step, counted from 0. β₁ and β₂ are `f64`, because 1 − β is computed of them.
    pub(super) fn new(
        [beta_1, beta_2]: [f64; 2],
        epsilon: f32,
        learning_rate: f32,
        iteration: u64,
    ) -> Self {
        let time = (iteration + 1) as f32;
        let correction_1 = 1.0 - math::powf(beta_1 as f32, time);
        let correction_2 = 1.0 - math::powf(beta_2 as f32, time);
        AdamStep {
            alpha: learning_rate * math::sqrt(correction_2) / correction_1,
            one_minus_beta_1: (1.0 - beta_1) as f32,
            one_minus_beta_2: (1.0 - beta_2) as f32,
            epsilon,
        }
    }
}

impl<const AMSGRAD: bool> Optimizer for Adam<AMSGRAD> {
    const SLOTS: usize = if AMSGRAD { 3 } else { 2 };
    type Step = AdamStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, iteration: u64) -> AdamStep {
        AdamStep::new(
            [self.beta_1, self.beta_2],
            self.epsilon,
            learning_rate,
            iteration,
        )
    }

    #[inline(always)]
    fn update(
        step: &AdamStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [mean, square, most @ ..] = slots else {
            return;
        };
        for i in 0..weights.len() {
            let g = underflow::gradient(gradient[i]);
            mean[i] = underflow::moment(mean[i] + (g - mean[i]) * step.one_minus_beta_1);
            square[i] = underflow::moment(square[i] + (g * g - square[i]) * step.one_minus_beta_2);
            let mut v = square[i];
            if let [most] = most {
                most[i] = math::select(v < most[i], most[i], v);
                v = most[i];
            }
            weights[i] -= step.alpha * mean[i] / (math::sqrt(v) + step.epsilon);
        }
    }

    compiled_here!(vectors of AdamStep: Adam<false>, if !AMSGRAD; Adam<true>, if AMSGRAD);
}
