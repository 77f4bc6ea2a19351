use crate::contract::Numbers;
use crate::losses::Loss;
use crate::math;

crate::loss! {
    /// The mean of the squared differences; Keras' `mse`, `mean_squared_error`.
    mse, val_mse, Numbers {}
}

impl Loss for mse {
    const NAME: &'static str = "mse";
    type Labels = Numbers;

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
        let squares = math::sum_of(outputs, target, |y, t| (y - t) * (y - t));
        squares / outputs.len() as f32
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
        let scale = 2.0 * scale / outputs.len() as f32;
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            *d = scale * (y - t);
        }
    }
}
