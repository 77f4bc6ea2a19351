use super::adam::AdamStep;
use super::{Adam, IntoLearningRate, Optimizer};
use crate::simd::Cpu;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// [`Adam`](struct@super::Adam) with a weight decay: before Adam's step w ← w − η·λ·w, with the learning rate η and
    /// λ, the `weight_decay`, 0.004 by default.
    ///
    /// - State: two numbers for each weight, three with `amsgrad`.
    /// - Source: Loshchilov and Hutter, 2017, <https://arxiv.org/abs/1711.05101>; Keras' `AdamW`.
    ///
    /// ```
    /// use kerust::optimizers::{AdamW, Optimizer};
    ///
    /// let adamw = AdamW::new().weight_decay(0.01).amsgrad::<true>();
    /// assert_eq!(adamw.settings().weight_decay, Some(0.01));
    /// ```
    AdamW<
        /// Whether steps are scaled by the largest second moment so far, as in [`Adam::amsgrad`].
        amsgrad: bool AMSGRAD = false
    > {
        learning_rate: impl IntoLearningRate = 0.001,
        weight_decay = 0.004,
        /// β₁, the share of the mean of the gradients that stays at each step; 0 or more, and less than 1.
        beta_1: f64 where Bound::BELOW_ONE = 0.9,
        /// β₂, the share of the mean of their squares that stays at each step; 0 or more, and less than 1.
        beta_2: f64 where Bound::BELOW_ONE = 0.999,
        /// ε, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
    }
}

impl<const AMSGRAD: bool> Optimizer for AdamW<AMSGRAD> {
    const SLOTS: usize = Adam::<AMSGRAD>::SLOTS;
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
        Adam::<AMSGRAD>::update(step, weights, gradient, slots);
    }

    fn run_vectors(
        cpu: Cpu,
        step: &AdamStep,
        weights: &mut [Vector16],
        gradients: &[Vector16],
        state: &mut [Vector16],
    ) {
        Adam::<AMSGRAD>::run_vectors(cpu, step, weights, gradients, state);
    }
}
