use crate::simd::math;
use crate::word::Bound;

crate::loss! {
    /// The mean over the outputs of ½d² where the difference d = y − t is at most δ in size, and of δ·|d| − ½δ²
    /// where it is larger: a square that outliers do not dominate.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: from 0, where outputs are the labels.
    /// - Source: P. Huber, "Robust Estimation of a Location Parameter", 1964; Keras' `Huber`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // (½ · 0.5² + (1 · 3 − ½)) / 2
    /// assert_eq!(huber::new().value(&[0.5, 3.0], &[0.0, 0.0], 2), 1.3125);
    /// ```
    huber, val_huber, Numbers {
        /// δ, the size of a difference up to which it is squared; above 0, 1 by default.
        delta: f32 where Bound::POSITIVE = 1.0,
    }
}

pointwise! { huber, Numbers }

impl huber {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        let (d, delta) = ((y - t).abs(), self.delta);
        math::select(d <= delta, 0.5 * d * d, delta * d - 0.5 * delta * delta)
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        let d = y - t;
        scale * math::select(d.abs() > self.delta, self.delta.copysign(d), d)
    }
}
