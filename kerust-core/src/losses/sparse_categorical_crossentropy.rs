use crate::losses::{Loss, clip, passes};
use crate::math;

/// −ln y of the label's class; Keras' `sparse_categorical_crossentropy` of probabilities, which
/// are brought to the sum 1 first.
#[allow(non_camel_case_types)]
#[derive(Clone, Debug, Default)]
pub struct sparse_categorical_crossentropy {}

impl Loss for sparse_categorical_crossentropy {
    const NAME: &'static str = "sparse_categorical_crossentropy";
    type Target = usize;
    type Scratch = usize;

    #[inline(always)]
    fn value(&self, outputs: &[f32], class: &usize, _: usize) -> f32 {
        -math::ln(clip(outputs[*class] / math::sum(outputs)))
    }

    #[inline(always)]
    fn gradient(&self, outputs: &[f32], class: &usize, _: usize, scale: f32, gradient: &mut [f32]) {
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
    pub(crate) fn before_softmax(outputs: &[f32], class: usize, scale: f32, gradient: &mut [f32]) {
        if !passes(outputs[class]) {
            return gradient.fill(0.0);
        }
        for (d, y) in gradient.iter_mut().zip(outputs) {
            *d = scale * y;
        }
        gradient[class] -= scale;
    }
}
