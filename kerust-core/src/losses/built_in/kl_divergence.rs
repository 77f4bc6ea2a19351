use crate::losses::{EPSILON, Prediction, above};
use crate::simd::math;

crate::loss! {
    /// The Kullback-Leibler divergence Σ t·ln(t / y) over the last axis, and the mean over all others: how far the
    /// probabilities y are from the probabilities t, all of which are kept between 10⁻⁷ and 1.
    ///
    /// - Outputs and labels: probabilities, both of any one shape; after any last layer, of which `softmax` gives
    ///   probabilities.
    /// - Range: from 0, where outputs are the labels, in nats.
    /// - Source: S. Kullback and R. Leibler, "On Information and Sufficiency", 1951; Keras' `KLDivergence`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // 0.5 · ln(0.5 / 0.25) + 0.5 · ln(0.5 / 0.75)
    /// let loss = kl_divergence::new().value(&[0.25, 0.75], &[0.5, 0.5], 2);
    /// assert!((loss - 0.143841).abs() < 1e-5);
    /// ```
    kl_divergence, val_kl_divergence, Numbers {}
}

loss_of_rows! { kl_divergence, Numbers }

impl kl_divergence {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        let sum = row.sum(|y, t| {
            let t = t.clamp(EPSILON, 1.0);
            t * math::ln(t / y.clamp(EPSILON, 1.0))
        });
        sum * row.share()
    }

    #[inline(always)]
    fn write_gradient(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let scale = scale * row.share();
        row.write(gradient, |y, t| {
            let passes = above(y, EPSILON) * above(1.0, y);
            -scale * t.clamp(EPSILON, 1.0) / y.clamp(EPSILON, 1.0) * passes
        });
    }
}
