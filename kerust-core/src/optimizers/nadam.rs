use super::{IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// [`Adam`](struct@super::Adam) with Nesterov's momentum: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
    /// w ← w − η·(μₜ₊₁·m / (1 − μ₁⋯μₜ₊₁) + (1 − μₜ)·g / (1 − μ₁⋯μₜ)) / (√(v / (1 − β₂ᵗ)) + ε) at step t, counted from 1,
    /// with μₜ = β₁·(1 − ½·0.96ᵗ).
    ///
    /// - State: two numbers for each weight.
    /// - Source: Dozat, *Incorporating Nesterov Momentum into Adam*, 2016; Keras' `Nadam`.
    ///
    /// ```
    /// use kerust::optimizers::{Nadam, Optimizer};
    ///
    /// let optimizer = Nadam::new().learning_rate(0.002);
    /// assert!(optimizer.check().is_ok());
    /// assert!(optimizer.beta_1(1.0).check().is_err());
    /// ```
    Nadam {
        learning_rate: impl IntoLearningRate = 0.001,
        /// β₁, the share of the mean of the gradients that stays at each step; 0 or more, and less than 1.
        beta_1: f64 where Bound::BELOW_ONE = 0.9,
        /// β₂, the share of the mean of their squares that stays at each step; 0 or more, and less than 1.
        beta_2: f64 where Bound::BELOW_ONE = 0.999,
        /// ε, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
    }
}

/// One step of [`Nadam`](struct@Nadam).
#[derive(Clone, Copy, Debug)]
pub struct NadamStep {
    learning_rate: f32,
    of_mean: f32,
    of_gradient: f32,
    one_minus_beta_1: f32,
    one_minus_beta_2: f32,
    correction_2: f32,
    epsilon: f32,
}

impl Optimizer for Nadam {
    const SLOTS: usize = 2;
    type Step = NadamStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, iteration: u64) -> NadamStep {
        let (beta_1, beta_2) = (self.beta_1 as f32, self.beta_2 as f32);
        let time = (iteration + 1) as f32;
        let steps = (iteration + 1).min(GROWING as u64);
        let [now, next] =
            [time, time + 1.0].map(|time| beta_1 * (1.0 - 0.5 * math::powf(0.96, time)));
        let so_far = math::powf(beta_1, time) * GROWTH[steps as usize];
        NadamStep {
            learning_rate,
            of_mean: next / (1.0 - so_far * next),
            of_gradient: (1.0 - now) / (1.0 - so_far),
            one_minus_beta_1: 1.0 - beta_1,
            one_minus_beta_2: 1.0 - beta_2,
            correction_2: 1.0 - math::powf(beta_2, time),
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(
        step: &NadamStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [mean, square] = slots else { return };
        for i in 0..weights.len() {
            let g = underflow::gradient(gradient[i]);
            mean[i] = underflow::moment(mean[i] + (g - mean[i]) * step.one_minus_beta_1);
            square[i] = underflow::moment(square[i] + (g * g - square[i]) * step.one_minus_beta_2);
            let ahead = step.of_mean * mean[i] + step.of_gradient * g;
            let root = math::sqrt(square[i] / step.correction_2);
            weights[i] -= ahead * step.learning_rate / (root + step.epsilon);
        }
    }

    compiled_here!(vectors);
}

/// Later factors of the product are 1 in single precision.
const GROWING: usize = 500;

/// After how many steps the product of all momenta is how much of `beta_1` to the power of the steps.
static GROWTH: [f32; GROWING + 1] = {
    let mut growth = [1.0; GROWING + 1];
    let (mut product, mut decay) = (1.0_f64, 1.0_f64);
    let mut step = 1;
    while step <= GROWING {
        decay *= 0.96;
        product *= 1.0 - 0.5 * decay;
        growth[step] = product as f32;
        step += 1;
    }
    growth
};
