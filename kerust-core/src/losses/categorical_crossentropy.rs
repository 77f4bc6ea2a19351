use crate::losses::{Loss, clip, passes};
use crate::math;

/// −Σ t ln y over the classes, the mean over all other axes; Keras' `categorical_crossentropy` of
/// probabilities, which are brought to the sum 1 first.
#[allow(non_camel_case_types)]
#[derive(Clone, Debug, Default)]
pub struct categorical_crossentropy {}

impl Loss for categorical_crossentropy {
    const NAME: &'static str = "categorical_crossentropy";
    type Target = [f32];
    type Scratch = f32;

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let values = groups.map(|(outputs, target)| {
            let sum = math::sum(outputs);
            -math::sum_of(outputs, target, |y, t| t * math::ln(clip(y / sum)))
        });
        values.sum::<f32>() * (width as f32 / outputs.len() as f32)
    }

    #[inline(always)]
    fn gradient(
        &self,
        outputs: &[f32],
        target: &[f32],
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let scale = scale * (width as f32 / outputs.len() as f32);
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        for ((outputs, target), gradient) in groups.zip(gradient.chunks_exact_mut(width)) {
            let sum = math::sum(outputs);
            let weight = passing(outputs, target, sum);
            for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                let own = math::select(passes(y / sum), t / y, 0.0);
                *d = scale * (weight / sum - own);
            }
        }
    }
}

/// The sum of the targets whose outputs are not clipped.
#[inline(always)]
fn passing(outputs: &[f32], target: &[f32], sum: f32) -> f32 {
    math::sum_of(outputs, target, |y, t| {
        math::select(passes(y / sum), t, 0.0)
    })
}

impl categorical_crossentropy {
    /// The gradient with respect to what `softmax` was applied to.
    #[inline(always)]
    pub(crate) fn before_softmax(
        outputs: &[f32],
        target: &[f32],
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let scale = scale * (width as f32 / outputs.len() as f32);
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        for ((outputs, target), gradient) in groups.zip(gradient.chunks_exact_mut(width)) {
            let weight = passing(outputs, target, 1.0);
            for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                let own = math::select(passes(*y), *t, 0.0);
                *d = scale * (y * weight - own);
            }
        }
    }
}
