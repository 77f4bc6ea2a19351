use crate::losses::EPSILON;
use crate::math;

crate::loss! {
    /// The mean of y − t ln y, with 10⁻⁷ added to y under the logarithm; Keras' `poisson`.
    poisson, val_poisson, Numbers {}
}

pointwise! { poisson, Numbers }

impl poisson {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        y - t * math::ln(y + EPSILON)
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32) -> f32 {
        1.0 - t / (y + EPSILON)
    }
}
