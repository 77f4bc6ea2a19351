use crate::losses::{EPSILON, above};
use crate::simd::math;

crate::loss! {
    /// Mean squared logarithmic error: the mean of (ln(1 + y) − ln(1 + t))² over the outputs y of a row and their
    /// targets t, all of which count as 10⁻⁷ at least.
    ///
    /// - Outputs and labels: numbers that are not negative, both of any one shape; after any last layer.
    /// - Range: from 0, where outputs are the labels.
    /// - Source: Keras' `MeanSquaredLogarithmicError`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // (ln(1 + 1) − ln(1 + 3))² = (ln 2)²
    /// let loss = msle::new().value(&[1.0], &[3.0], 1);
    /// assert!((loss - 0.480453).abs() < 1e-5);
    /// ```
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
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        let slope = 2.0 * difference(y, t) / (math::at_least(y, EPSILON) + 1.0);
        scale * (slope * above(y, EPSILON))
    }
}

#[inline(always)]
fn difference(y: f32, t: f32) -> f32 {
    math::ln(math::at_least(y, EPSILON) + 1.0) - math::ln(math::at_least(t, EPSILON) + 1.0)
}
