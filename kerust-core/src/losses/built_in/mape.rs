use crate::losses::EPSILON;
use crate::simd::math;

crate::loss! {
    /// Mean absolute percentage error: the mean of 100·|t − y| / max(|t|, 10⁻⁷) over the outputs y of a row and
    /// their targets t.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: from 0, where outputs are the labels, in percent.
    /// - Source: Keras' `MeanAbsolutePercentageError`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // 100 · (|4 − 3| / 4 + |2 − 2| / 2) / 2
    /// assert_eq!(mape::new().value(&[3.0, 2.0], &[4.0, 2.0], 2), 12.5);
    /// ```
    mape, val_mape, Numbers {}
}

pointwise! { mape, Numbers }

impl mape {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        100.0 * ((t - y) / math::at_least(t.abs(), EPSILON)).abs()
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        let slope = 100.0 / math::at_least(t.abs(), EPSILON);
        scale * math::select(y <= t, -slope, slope)
    }
}
