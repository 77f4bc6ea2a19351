use crate::simd::math;

crate::loss! {
    /// Mean absolute error: the mean of |y − t| over the outputs y of a row and their targets t. The derivative
    /// of a difference of 0 is −1, as Keras' on JAX.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: from 0, where outputs are the labels, in their unit.
    /// - Source: Keras' `MeanAbsoluteError`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // (|1 − 3| + |2 − 1|) / 2
    /// assert_eq!(mae::new().value(&[1.0, 2.0], &[3.0, 1.0], 2), 1.5);
    /// ```
    mae, val_mae, Numbers {}
}

pointwise! { mae, Numbers }

impl mae {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        (y - t).abs()
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        math::select(y <= t, -scale, scale)
    }
}
