crate::loss! {
    /// Mean squared error: the mean of (y − t)² over the outputs y of a row and their targets t.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: from 0, where outputs are the labels, in the square of their unit.
    /// - Source: Keras' `MeanSquaredError`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // ((1 − 3)² + (2 − 1)²) / 2
    /// assert_eq!(mse::new().value(&[1.0, 2.0], &[3.0, 1.0], 2), 2.5);
    /// ```
    mse, val_mse, Numbers {}
}

pointwise! { mse, Numbers }

impl mse {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        (y - t) * (y - t)
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        2.0 * scale * (y - t)
    }
}
