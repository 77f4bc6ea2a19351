use crate::losses::{EPSILON, above};
use crate::math;

crate::loss! {
    /// The mean of the squared differences of ln(1 + x), where x is 10⁻⁷ at least; Keras' `msle`,
    /// `mean_squared_logarithmic_error`.
    msle, val_msle, Numbers {}
}

pointwise! { msle, Numbers }

impl msle {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        let d = difference(y, t);
        d * d
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32) -> f32 {
        2.0 * difference(y, t) / (math::at_least(y, EPSILON) + 1.0) * above(y, EPSILON)
    }
}

#[inline(always)]
fn difference(y: f32, t: f32) -> f32 {
    math::ln(math::at_least(y, EPSILON) + 1.0) - math::ln(math::at_least(t, EPSILON) + 1.0)
}
