use crate::contract::Numbers;
use crate::losses::{Loss, above};
use crate::math;

crate::loss! {
    /// max(1 + max((1 − t)·y) − Σ t·y, 0) over the last axis; Keras' `categorical_hinge`.
    categorical_hinge, val_categorical_hinge, Numbers {}
}

/// The largest output of what is not the class, and the margin that is missing.
#[inline(always)]
fn margin(outputs: &[f32], target: &[f32]) -> (f32, f32) {
    let others = outputs.iter().zip(target).map(|(y, t)| (1.0 - t) * y);
    let largest = others.fold(f32::NEG_INFINITY, f32::max);
    let own = math::sum_of(outputs, target, |y, t| y * t);
    (largest, largest - own + 1.0)
}

impl Loss for categorical_hinge {
    const NAME: &'static str = "categorical_hinge";
    type Labels = Numbers;

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let values = groups.map(|(outputs, target)| math::at_least(margin(outputs, target).1, 0.0));
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
            let (largest, margin) = margin(outputs, target);
            let scale = scale * math::select(margin.is_nan(), margin, above(margin, 0.0));
            // Equal ones share the gradient.
            let is_largest = |y: f32, t: f32| f32::from((1.0 - t) * y == largest);
            let count = math::sum_of(outputs, target, is_largest).max(1.0);
            for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                *d = scale * (is_largest(*y, *t) * (1.0 - t) / count - t);
            }
        }
    }
}
