use crate::contract::Numbers;
use crate::losses::Loss;
use crate::math;

crate::loss! {
    /// The mean of the absolute differences; Keras' `mae`, `mean_absolute_error`. The
    /// derivative of a difference of 0 is −1, as Keras' on JAX.
    mae, val_mae, Numbers {}
}

impl Loss for mae {
    const NAME: &'static str = "mae";
    type Labels = Numbers;

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
        let differences = math::sum_of(outputs, target, |y, t| (y - t).abs());
        differences / outputs.len() as f32
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
            *d = math::select(y <= t, -scale, scale);
        }
    }
}
