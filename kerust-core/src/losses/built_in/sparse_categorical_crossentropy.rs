use crate::contract::{Classes, Whole};
use crate::losses::{Loss, clip, passes};
use crate::math;

crate::loss! {
    /// −ln y of the label's class; Keras' `sparse_categorical_crossentropy`. Probabilities are brought
    /// to the sum 1 first.
    sparse_categorical_crossentropy<FROM_LOGITS>, val_sparse_categorical_crossentropy,
    Classes after softmax by before_softmax {
        /// The number of a class that does not count, for example −1 or 255: its rows have no loss and
        /// no gradient, and the mean is over the others.
        ignore_class: Option<i64> = None,
    }
}

impl<const FROM_LOGITS: bool> Loss for sparse_categorical_crossentropy<FROM_LOGITS> {
    const NAME: &'static str = "sparse_categorical_crossentropy";
    type Labels = Classes;
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

    #[inline(always)]
    fn value(&self, outputs: &[f32], class: &usize, _: usize) -> f32 {
        if FROM_LOGITS {
            return math::log_sum_exp(outputs) - outputs[*class];
        }
        -math::ln(clip(outputs[*class] / math::sum(outputs)))
    }

    #[inline(always)]
    fn gradient(&self, outputs: &[f32], class: &usize, _: usize, scale: f32, gradient: &mut [f32]) {
        if FROM_LOGITS {
            math::softmax(outputs, gradient);
            math::map(gradient, |y| scale * y);
            return own_from_others(gradient, *class);
        }
        let sum = math::sum(outputs);
        if !passes(outputs[*class] / sum) {
            return gradient.fill(0.0);
        }
        gradient.fill(scale / sum);
        gradient[*class] -= scale / outputs[*class];
    }
}

impl sparse_categorical_crossentropy {
    /// The gradient with respect to what `softmax` was applied to.
    #[inline(always)]
    fn before_softmax(
        &self,
        outputs: &[f32],
        class: &usize,
        _: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        if !passes(outputs[*class]) {
            return gradient.fill(0.0);
        }
        for (d, y) in gradient.iter_mut().zip(outputs) {
            *d = scale * y;
        }
        own_from_others(gradient, *class);
    }
}

/// y − 1 of the class itself, whose difference would cancel near 1: all together are 0.
#[inline(always)]
pub(super) fn own_from_others(gradient: &mut [f32], class: usize) {
    gradient[class] = 0.0;
    gradient[class] = -math::sum(gradient);
}
