use super::{IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// Steps as large as the last ones, scaled by the size of the gradients: v ← ρ·v + (1 − ρ)·g²,
    /// d = −√(u + ε) / √(v + ε) · g, u ← ρ·u + (1 − ρ)·d², w ← w + η·d.
    ///
    /// The paper's learning rate η is 1, Keras' default is 0.001.
    ///
    /// - State: two numbers for each weight.
    /// - Source: Zeiler, 2012, <https://arxiv.org/abs/1212.5701>; Keras' `Adadelta`.
    ///
    /// ```
    /// use kerust::optimizers::{Adadelta, Optimizer};
    ///
    /// let as_in_the_paper = Adadelta::new().learning_rate(1.0).epsilon(1e-6);
    /// assert!(as_in_the_paper.check().is_ok());
    /// assert!(as_in_the_paper.rho(1.5).check().is_err());
    /// ```
    Adadelta {
        learning_rate: impl IntoLearningRate = 0.001,
        /// ρ, the share of both means of squares that stays at each step, from 0 to 1.
        rho: f64 where Bound::SHARE = 0.95,
        /// ε, under both roots; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
    }
}

/// One step of [`Adadelta`](struct@Adadelta).
#[derive(Clone, Copy, Debug)]
pub struct AdadeltaStep {
    learning_rate: f32,
    rho: f32,
    one_minus_rho: f32,
    epsilon: f32,
}

impl Optimizer for Adadelta {
    const SLOTS: usize = 2;
    type Step = AdadeltaStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, _: u64) -> AdadeltaStep {
        AdadeltaStep {
            learning_rate,
            rho: self.rho as f32,
            one_minus_rho: (1.0 - self.rho) as f32,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(
        step: &AdadeltaStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [square, moved] = slots else { return };
        for i in 0..weights.len() {
            let g = underflow::gradient(gradient[i]);
            let v = step.rho * square[i] + step.one_minus_rho * (g * g);
            square[i] = underflow::moment(v);
            let rate = math::sqrt(moved[i] + step.epsilon);
            let delta = -(rate * g / math::sqrt(square[i] + step.epsilon));
            let d = step.rho * moved[i] + step.one_minus_rho * (delta * delta);
            moved[i] = underflow::moment(d);
            weights[i] += step.learning_rate * delta;
        }
    }

    compiled_here!(vectors);
}
