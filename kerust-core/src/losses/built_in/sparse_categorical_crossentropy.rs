use crate::losses::{Prediction, clip, passes};
use crate::samples::Whole;
use crate::simd::math;

crate::loss! {
    /// −ln y of the label's class. Probabilities y are divided by their sum first.
    ///
    /// - Outputs and labels: a row of probabilities after `softmax`, or with `from_logits = true` of logits after
    ///   `linear`; the number of a class.
    /// - Range: from 0, in nats; even probabilities of n classes cost ln n. They are kept 10⁻⁷ away from 0 and 1.
    /// - Source: Keras' `SparseCategoricalCrossentropy`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // −ln 0.7
    /// let loss = sparse_categorical_crossentropy::new().value(&[0.1, 0.7, 0.2], &1, 3);
    /// assert!((loss - 0.356675).abs() < 1e-5);
    /// ```
    sparse_categorical_crossentropy<FROM_LOGITS>, val_sparse_categorical_crossentropy,
    Classes after softmax by before_softmax {
        /// The number of a class that does not count, for example −1 or 255: its rows have no loss and
        /// no gradient, and the mean is over the others.
        ignore_class: Option<i64> = None,
    }
}

loss_of_rows! { sparse_categorical_crossentropy<FROM_LOGITS>, Classes {
    const IGNORES: bool = true;

    #[inline(always)]
    fn ignores(&self, class: &usize) -> bool {
        self.ignore_class
            .is_some_and(|ignored| usize::try_from(ignored).unwrap_or(usize::MAX) == *class)
    }

    #[inline(always)]
    fn ignores_label(&self, label: i128) -> bool {
        self.ignore_class
            .is_some_and(|ignored| ignored.whole() == label)
    }

    #[inline(always)]
    fn ignores_some(&self) -> bool {
        self.ignore_class.is_some()
    }
} }

impl<const FROM_LOGITS: bool> sparse_categorical_crossentropy<FROM_LOGITS> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn of_row(&self, row: Prediction<'_, usize>) -> f32 {
        let own = row.outputs[*row.target];
        if FROM_LOGITS {
            return math::log_sum_exp(row.outputs) - own;
        }
        -math::ln(clip(own / math::sum(row.outputs)))
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn write_gradient(&self, row: Prediction<'_, usize>, scale: f32, gradient: &mut [f32]) {
        let (outputs, class) = (row.outputs, *row.target);
        if FROM_LOGITS {
            math::softmax(outputs, gradient);
            math::map(gradient, |y| scale * y);
            return balance(gradient, class);
        }
        let sum = math::sum(outputs);
        if !passes(outputs[class] / sum) {
            return gradient.fill(0.0);
        }
        gradient.fill(scale / sum);
        gradient[class] -= scale / outputs[class];
    }
}

impl sparse_categorical_crossentropy {
    /// The gradient with respect to the input of `softmax`.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn before_softmax(&self, row: Prediction<'_, usize>, scale: f32, gradient: &mut [f32]) {
        if !passes(row.outputs[*row.target]) {
            return gradient.fill(0.0);
        }
        own_from_others(row, scale, gradient);
    }
}

/// The gradient of −ln y of the class with respect to the input of `softmax`, times `scale`: y, and y − 1 of the
/// class.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) fn own_from_others(row: Prediction<'_, usize>, scale: f32, gradient: &mut [f32]) {
    for (d, y) in gradient.iter_mut().zip(row.outputs) {
        *d = scale * y;
    }
    balance(gradient, *row.target);
}

/// Sets the gradient of the class so that the sum of all is 0: y − 1 by itself would cancel near 1.
#[cfg_attr(not(debug_assertions), inline(always))]
fn balance(gradient: &mut [f32], class: usize) {
    gradient[class] = 0.0;
    gradient[class] = -math::sum(gradient);
}
