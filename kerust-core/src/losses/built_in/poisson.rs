use crate::losses::EPSILON;
use crate::simd::math;

crate::loss! {
    /// The mean of y − t·ln(y + 10⁻⁷) over the outputs y of a row and their targets t: the negative logarithm of
    /// the probability of a count t in a Poisson distribution of the mean y, without the term that y does not
    /// change.
    ///
    /// - Outputs and labels: positive numbers and counts, both of any one shape; after any last layer, of which
    ///   `softplus` and `exponential` give positive numbers.
    /// - Range: any number; least where outputs are the labels.
    /// - Source: Keras' `Poisson`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // 2 − 3 · ln 2
    /// let loss = poisson::new().value(&[2.0], &[3.0], 1);
    /// assert!((loss + 0.079442).abs() < 1e-5);
    /// ```
    poisson, val_poisson, Numbers {}
}

pointwise! { poisson, Numbers }

impl poisson {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        y - t * math::ln(y + EPSILON)
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        scale * (1.0 - t / (y + EPSILON))
    }
}
