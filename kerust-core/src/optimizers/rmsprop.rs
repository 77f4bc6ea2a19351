use super::{IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// Steps scaled by the root of the mean of the squared gradients: v ← ρ·v + (1 − ρ)·g², s ← μ·s + η·g / √(v + ε),
    /// w ← w − s, with the `momentum` μ. As in Keras, ε is under the root.
    ///
    /// - State: two numbers for each weight, three with `centered`.
    /// - Source: Hinton, *Neural Networks for Machine Learning*, lecture 6, 2012; Keras' `RMSprop`.
    ///
    /// ```
    /// use kerust::optimizers::{Optimizer, RMSprop};
    ///
    /// let rmsprop = RMSprop::new().rho(0.8).momentum(0.9).centered::<true>();
    /// assert!(rmsprop.check().is_ok());
    /// ```
    RMSprop<
        /// Whether v − m² stands in place of v, with the mean m ← ρ·m + (1 − ρ)·g: the spread of the gradients around
        /// their mean instead of their size.
        centered: bool CENTERED = false
    > {
        learning_rate: impl IntoLearningRate = 0.001,
        /// ρ, the share of the mean of the squared gradients that stays at each step, from 0 to 1.
        rho: f64 where Bound::SHARE = 0.9,
        /// μ, the share of the last step that stays, from 0 to 1.
        momentum: f32 where Bound::SHARE = 0.0,
        /// ε, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
    }
}

/// One step of [`RMSprop`](struct@RMSprop).
#[derive(Clone, Copy, Debug)]
pub struct RMSpropStep {
    learning_rate: f32,
    rho: f32,
    one_minus_rho: f32,
    momentum: f32,
    epsilon: f32,
}

impl<const CENTERED: bool> Optimizer for RMSprop<CENTERED> {
    const SLOTS: usize = if CENTERED { 3 } else { 2 };
    type Step = RMSpropStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, _: u64) -> RMSpropStep {
        RMSpropStep {
            learning_rate,
            rho: self.rho as f32,
            one_minus_rho: (1.0 - self.rho) as f32,
            momentum: self.momentum,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(
        step: &RMSpropStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [square, momentum, mean @ ..] = slots else {
            return;
        };
        for i in 0..weights.len() {
            let g = underflow::gradient(gradient[i]);
            let v = step.rho * square[i] + step.one_minus_rho * (g * g);
            square[i] = underflow::moment(v);
            let mut spread = square[i];
            if let [mean] = mean {
                mean[i] = underflow::moment(step.rho * mean[i] + step.one_minus_rho * g);
                spread -= mean[i] * mean[i];
            }
            let increment = step.learning_rate * g / math::sqrt(spread + step.epsilon);
            momentum[i] = underflow::moment(step.momentum * momentum[i] + increment);
            weights[i] -= momentum[i];
        }
    }

    compiled_here!(vectors of RMSpropStep: RMSprop<false>, if !CENTERED; RMSprop<true>, if CENTERED);
}
