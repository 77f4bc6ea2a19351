use crate::losses::{Loss, clip, passes};
use crate::math;

/// −(t ln y + (1 − t) ln(1 − y)), the mean over the outputs; Keras' `binary_crossentropy` of
/// probabilities.
#[allow(non_camel_case_types)]
#[derive(Clone, Debug, Default)]
pub struct binary_crossentropy {}

impl Loss for binary_crossentropy {
    const NAME: &'static str = "binary_crossentropy";
    type Target = [f32];
    type Scratch = f32;

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
        let sum = math::sum_of(outputs, target, |y, t| {
            let y = clip(y);
            -(t * math::ln(y) + (1.0 - t) * math::ln(1.0 - y))
        });
        sum / outputs.len() as f32
    }

    #[inline(always)]
    fn gradient(
        &self,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let scale = scale / outputs.len() as f32;
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            let passed = scale * ((1.0 - t) / (1.0 - y) - t / y);
            *d = math::select(passes(*y), passed, 0.0);
        }
    }
}

impl binary_crossentropy {
    /// The gradient with respect to what `sigmoid` was applied to.
    #[inline(always)]
    pub(crate) fn before_sigmoid(
        outputs: &[f32],
        target: &[f32],
        scale: f32,
        gradient: &mut [f32],
    ) {
        let scale = scale / outputs.len() as f32;
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            *d = math::select(passes(*y), scale * (y - t), 0.0);
        }
    }
}
