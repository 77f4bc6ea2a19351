use crate::simd::math;

crate::loss! {
    /// The mean of max(1 − t·y, 0)² over the outputs y of a row and their targets t.
    ///
    /// Targets are −1 and 1. Where all targets of a row are 0 or 1 they count as −1 and 1 (Keras looks at those of
    /// the whole batch).
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer, of which `linear` and `tanh` have
    ///   both signs.
    /// - Range: from 0.
    /// - Source: Keras' `SquaredHinge`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // (max(1 − 0.5, 0)² + max(1 + 2, 0)²) / 2
    /// assert_eq!(squared_hinge::new().value(&[0.5, 2.0], &[1.0, -1.0], 2), 4.625);
    /// ```
    squared_hinge, val_squared_hinge, Numbers {}
}

pointwise! { squared_hinge, Numbers of signs }

impl squared_hinge {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        let margin = math::at_least(1.0 - t * y, 0.0);
        margin * margin
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        -2.0 * scale * t * math::at_least(1.0 - t * y, 0.0)
    }
}
