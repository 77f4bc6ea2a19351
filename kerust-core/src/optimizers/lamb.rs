use super::{IntoLearningRate, Optimizer, WholeArray, compiled_here, underflow};
use crate::graph::Weight;
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// [`Adam`](struct@super::Adam)'s step of an array, made as long as the array: m ← β₁·m + (1 − β₁)·g,
    /// v ← β₂·v + (1 − β₂)·g², u = m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε), w ← w − η·‖w‖/‖u‖·u. With it large batches
    /// bear large learning rates.
    ///
    /// ‖w‖ is the norm after `weight_decay`. It needs whole arrays, so gradients are stored, and one thread trains.
    ///
    /// - State: two numbers for each weight.
    /// - Source: You et al., 2019, <https://arxiv.org/abs/1904.00962>; Keras' `Lamb`.
    ///
    /// ```
    /// use kerust::optimizers::{Lamb, Optimizer};
    ///
    /// let lamb = Lamb::new().learning_rate(0.01).weight_decay(0.01);
    /// assert!(lamb.check().is_ok());
    /// assert!(lamb.beta_2(1.0).check().is_err());
    /// ```
    Lamb {
        learning_rate: impl IntoLearningRate = 0.001,
        /// β₁, the share of the mean of the gradients that stays at each step; 0 or more, and less than 1.
        beta_1: f64 where Bound::BELOW_ONE = 0.9,
        /// β₂, the share of the mean of their squares that stays at each step; 0 or more, and less than 1.
        beta_2: f64 where Bound::BELOW_ONE = 0.999,
        /// ε, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
    }
}

/// One step of [`Lamb`](struct@Lamb).
#[derive(Clone, Copy, Debug)]
pub struct LambStep {
    learning_rate: f32,
    one_minus_beta_1: f32,
    one_minus_beta_2: f32,
    correction_1: f32,
    correction_2: f32,
    epsilon: f32,
}

impl LambStep {
    /// Takes the gradient into account.
    #[inline(always)]
    fn learn(&self, gradient: &Vector16, [mean, square]: &mut [Vector16; 2]) {
        for i in 0..gradient.len() {
            let g = underflow::gradient(gradient[i]);
            mean[i] = underflow::moment(mean[i] + (g - mean[i]) * self.one_minus_beta_1);
            square[i] = underflow::moment(square[i] + (g * g - square[i]) * self.one_minus_beta_2);
        }
    }

    /// The update, before it gets its length.
    #[inline(always)]
    fn update(&self, [mean, square]: &[Vector16; 2]) -> Vector16 {
        let mut update = *mean;
        for i in 0..update.len() {
            let size = math::sqrt(square[i] / self.correction_2) + self.epsilon;
            update[i] = mean[i] / self.correction_1 / size;
        }
        update
    }
}

impl Optimizer for Lamb {
    const SLOTS: usize = 2;
    const WHOLE: bool = true;
    type Step = LambStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, iteration: u64) -> LambStep {
        let time = (iteration + 1) as f32;
        LambStep {
            learning_rate,
            one_minus_beta_1: (1.0 - self.beta_1) as f32,
            one_minus_beta_2: (1.0 - self.beta_2) as f32,
            correction_1: 1.0 - math::powf(self.beta_1 as f32, time),
            correction_2: 1.0 - math::powf(self.beta_2 as f32, time),
            epsilon: self.epsilon,
        }
    }

    fn update(_: &LambStep, _: &mut Vector16, _: &Vector16, _: &mut [Vector16]) {}

    fn scratch_vectors(&self, _: &str, weight: &Weight) -> usize {
        weight.vectors()
    }

    #[inline(always)]
    fn update_array(&self, step: &LambStep, array: WholeArray<'_>) {
        let updates = &mut array.scratch[..array.weights.len()];
        let (moments, _) = array.state.as_chunks_mut::<2>();
        for ((update, gradient), moments) in updates.iter_mut().zip(array.gradient).zip(moments) {
            step.learn(gradient, moments);
            *update = step.update(moments);
        }
        let (size, length) = (math::norm(array.weights), math::norm(updates));
        let ratio = if size > 0.0 && length > 0.0 {
            size / length
        } else {
            1.0
        };
        let (updates, weights) = (updates.as_flattened(), array.weights.as_flattened_mut());
        let by = ratio * step.learning_rate;
        math::zip(updates, weights, |update, weight| weight - by * update);
    }

    compiled_here!(arrays);
}
