use crate::losses::EPSILON;
use crate::math;

crate::loss! {
    /// 100 times the mean of the absolute differences over the targets' size, which counts as 10⁻⁷ at
    /// least; Keras' `mape`, `mean_absolute_percentage_error`.
    mape, val_mape, Numbers {}
}

pointwise! { mape, Numbers }

impl mape {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        100.0 * ((t - y) / math::at_least(t.abs(), EPSILON)).abs()
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32) -> f32 {
        let slope = 100.0 / math::at_least(t.abs(), EPSILON);
        math::select(y <= t, -slope, slope)
    }
}
