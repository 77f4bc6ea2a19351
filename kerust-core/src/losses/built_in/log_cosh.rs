use crate::simd::math;

crate::loss! {
    /// The mean of ln cosh(y − t) over the outputs y of a row and their targets t: like half the square of a
    /// small difference, like the size of a large one.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: from 0, where outputs are the labels.
    /// - Source: Keras' `LogCosh`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // ln cosh 1
    /// let loss = log_cosh::new().value(&[3.0], &[2.0], 1);
    /// assert!((loss - 0.433781).abs() < 1e-5);
    /// ```
    log_cosh, val_log_cosh, Numbers {}
}

pointwise! { log_cosh, Numbers }

impl log_cosh {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        let d = y - t;
        d + math::softplus(-2.0 * d) - core::f32::consts::LN_2
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        scale * math::tanh(y - t)
    }
}
