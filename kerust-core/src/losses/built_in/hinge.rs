use crate::contract::Numbers;
use crate::losses::{Loss, above, signs};
use crate::math;

crate::loss! {
    /// The mean of max(1 − t·y, 0) for targets of −1 and 1; Keras' `hinge`. Where all targets of a row
    /// are 0 or 1 they count as −1 and 1 (Keras looks at those of the whole batch).
    hinge, val_hinge, Numbers {}
}

impl Loss for hinge {
    const NAME: &'static str = "hinge";
    type Labels = Numbers;

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
        let [scale, offset] = signs(target);
        let sum = math::sum_of(outputs, target, |y, t| {
            math::at_least(1.0 - (scale * t + offset) * y, 0.0)
        });
        sum / outputs.len() as f32
    }

    #[inline(always)]
    fn gradient(
        &self,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        factor: f32,
        gradient: &mut [f32],
    ) {
        let [scale, offset] = signs(target);
        let factor = factor / outputs.len() as f32;
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            let t = scale * t + offset;
            *d = -factor * t * above(1.0 - t * y, 0.0);
        }
    }
}
