use super::{IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::simd::math;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// Steps scaled by the size of all gradients so far: s ← s + g², w ← w − η·g / √(s + ε). As in Keras, ε is under
    /// the root.
    ///
    /// - State: one number for each weight.
    /// - Source: Duchi, Hazan and Singer, 2011, <https://jmlr.org/papers/v12/duchi11a.html>; Keras' `Adagrad`.
    ///
    /// ```
    /// use kerust::optimizers::{Adagrad, Optimizer};
    ///
    /// let optimizer = Adagrad::new().learning_rate(0.1).initial_accumulator_value(0.0);
    /// assert!(optimizer.check().is_ok());
    /// assert!(optimizer.epsilon(-1.0).check().is_err());
    /// ```
    Adagrad {
        learning_rate: impl IntoLearningRate = 0.001,
        /// The sum of squares s before the first step; not negative.
        initial_accumulator_value: f32 where Bound::NOT_NEGATIVE = 0.1,
        /// ε, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
    }
}

/// One step of [`Adagrad`](struct@Adagrad).
#[derive(Clone, Copy, Debug)]
pub struct AdagradStep {
    learning_rate: f32,
    epsilon: f32,
}

impl Optimizer for Adagrad {
    const SLOTS: usize = 1;
    type Step = AdagradStep;

    crate::optimizer!(settings);

    fn initial(&self, _: usize) -> f32 {
        self.initial_accumulator_value
    }

    fn step(&self, learning_rate: f32, _: u64) -> AdagradStep {
        AdagradStep {
            learning_rate,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(
        step: &AdagradStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        let [squares] = slots else { return };
        for i in 0..weights.len() {
            let g = underflow::gradient(gradient[i]);
            squares[i] += g * g;
            weights[i] -= step.learning_rate * g / math::sqrt(squares[i] + step.epsilon);
        }
    }

    compiled_here!(vectors);
}
