use super::{IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// "Follow the regularized leader": weights made anew at each step from all gradients so far. With the power p, −`learning_rate_power`:
    /// z ← z + g + 2·s·w − ((n + g²)ᵖ − nᵖ) / η · w, n ← n + g²,
    /// w ← (clip(z, −λ₁, λ₁) − z) / (nᵖ / η + 2·λ₂ + β / η), where λ₁, λ₂ and s are the strengths of the L1, the L2 and
    /// the shrinkage regularization.
    ///
    /// The initial weights hardly matter. If the formula divides by 0, without any gradient so far and with a sum that
    /// begins with 0, weights stay as they are; Keras makes them NaN.
    ///
    /// - State: two numbers for each weight.
    /// - Source: *Ad Click Prediction: a View from the Trenches*, KDD 2013; Keras' `Ftrl`.
    ///
    /// ```
    /// use kerust::optimizers::{Ftrl, Optimizer};
    ///
    /// let optimizer = Ftrl::new().learning_rate(0.1).l1_regularization_strength(0.01);
    /// assert!(optimizer.check().is_ok());
    /// assert!(optimizer.learning_rate_power(0.5).check().is_err());
    /// ```
    Ftrl {
        learning_rate: impl IntoLearningRate = 0.001,
        /// −p: the power of the sum of the squared gradients that the learning rate falls with; 0 or less.
        learning_rate_power: f32 where Bound::NOT_POSITIVE = -0.5,
        /// The sum of the squared gradients n before the first step; not negative.
        initial_accumulator_value: f32 where Bound::NOT_NEGATIVE = 0.1,
        /// λ₁, the size up to which z has no effect, so that weights are 0; not negative.
        l1_regularization_strength: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// λ₂, the strength with which weights are pulled towards 0; not negative.
        l2_regularization_strength: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// s, the strength with which gradients pull weights towards 0; not negative.
        l2_shrinkage_regularization_strength: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// β of the paper: it makes the first steps smaller; not negative.
        beta: f32 where Bound::NOT_NEGATIVE = 0.0,
    }
}

/// One step of [`Ftrl`](struct@Ftrl).
#[derive(Clone, Copy, Debug)]
pub struct FtrlStep {
    learning_rate: f32,
    power: f32,
    l1: f32,
    l2: f32,
    shrinkage: f32,
}

impl Optimizer for Ftrl {
    const SLOTS: usize = 2;
    type Step = FtrlStep;

    crate::optimizer!(settings);

    fn initial(&self, slot: usize) -> f32 {
        if slot == 0 {
            self.initial_accumulator_value
        } else {
            0.0
        }
    }

    fn step(&self, learning_rate: f32, _: u64) -> FtrlStep {
        FtrlStep {
            learning_rate,
            power: -self.learning_rate_power,
            l1: self.l1_regularization_strength,
            l2: 2.0 * (self.l2_regularization_strength + self.beta / (2.0 * learning_rate)),
            shrinkage: 2.0 * self.l2_shrinkage_regularization_strength,
        }
    }

    #[inline(always)]
    fn update(
        step: &FtrlStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [squares, linear] = slots else { return };
        let mut sums = *squares;
        for i in 0..weights.len() {
            let g = underflow::gradient(gradient[i]);
            sums[i] += g * g;
        }
        let [before, after] = [*squares, sums].map(|sums| power(sums, step.power));
        for i in 0..weights.len() {
            let (w, rate) = (weights[i], step.learning_rate);
            let g = gradient[i] + step.shrinkage * w;
            let z = linear[i] + (g - (after[i] - before[i]) / rate * w);
            let curvature = after[i] / rate + step.l2;
            let stays = curvature == 0.0 || rate == 0.0;
            linear[i] = math::select(stays, linear[i], z);
            let new = (z.max(-step.l1).min(step.l1) - z) / curvature;
            weights[i] = math::select(stays, w, new);
        }
        *squares = sums;
    }

    compiled_here!(vectors);
}

#[inline(always)]
fn power(numbers: Vector16, power: f32) -> Vector16 {
    if power == 0.5 {
        numbers.map(math::sqrt)
    } else {
        numbers.map(|x| math::powf(x, power))
    }
}
