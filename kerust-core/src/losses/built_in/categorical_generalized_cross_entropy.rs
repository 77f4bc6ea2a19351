use super::sparse_categorical_crossentropy::own_from_others;
use crate::losses::Prediction;
use crate::simd::math;
use crate::word::Bound;

crate::loss! {
    /// (1 − p^q)/q, where p is the probability of the label's class: a loss that forgives wrong labels.
    ///
    /// A probability of 0 has no gradient (Keras' is NaN).
    ///
    /// - Outputs and labels: a row of probabilities after `softmax`; the number of a class.
    /// - Range: 0 to 1/q.
    /// - Source: Z. Zhang and M. Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with
    ///   Noisy Labels", 2018; Keras' `CategoricalGeneralizedCrossEntropy`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // (1 − √0.25) / 0.5
    /// let loss = categorical_generalized_cross_entropy::new();
    /// assert_eq!(loss.value(&[0.25, 0.75], &0, 2), 1.0);
    /// ```
    categorical_generalized_cross_entropy, val_categorical_generalized_cross_entropy,
    Classes after softmax by before_softmax {
        /// q, above 0 and below 1, 0.5 by default: near 0 the loss is like a cross-entropy, near 1 like the absolute
        /// difference.
        q: f32 where Bound::BETWEEN_0_AND_1 = 0.5,
    }
}

loss_of_rows! { categorical_generalized_cross_entropy, Classes }

impl categorical_generalized_cross_entropy {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_, usize>) -> f32 {
        (1.0 - math::powf(row.outputs[*row.target], self.q)) / self.q
    }

    #[inline(always)]
    fn write_gradient(&self, row: Prediction<'_, usize>, scale: f32, gradient: &mut [f32]) {
        let p = row.outputs[*row.target];
        gradient.fill(0.0);
        gradient[*row.target] = math::select(p == 0.0, 0.0, -scale * math::powf(p, self.q - 1.0));
    }

    /// The gradient with respect to the input of `softmax`.
    #[inline(always)]
    fn before_softmax(&self, row: Prediction<'_, usize>, scale: f32, gradient: &mut [f32]) {
        own_from_others(
            row,
            scale * math::powf(row.outputs[*row.target], self.q),
            gradient,
        );
    }
}
