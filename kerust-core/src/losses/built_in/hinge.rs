use crate::losses::above;
use crate::simd::math;

crate::loss! {
    /// The mean of max(1 − t·y, 0) over the outputs y of a row and their targets t: 0 for an output that is beyond
    /// 1 on its target's side.
    ///
    /// Targets are −1 and 1. Where all targets of a row are 0 or 1 they count as −1 and 1 (Keras looks at those of
    /// the whole batch).
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer, of which `linear` and `tanh` have
    ///   both signs.
    /// - Range: from 0.
    /// - Source: Keras' `Hinge`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // (max(1 − 0.5, 0) + max(1 + 2, 0)) / 2
    /// assert_eq!(hinge::new().value(&[0.5, 2.0], &[1.0, -1.0], 2), 1.75);
    /// ```
    hinge, val_hinge, Numbers {}
}

pointwise! { hinge, Numbers of signs }

impl hinge {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        math::at_least(1.0 - t * y, 0.0)
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        -scale * t * above(1.0 - t * y, 0.0)
    }
}
