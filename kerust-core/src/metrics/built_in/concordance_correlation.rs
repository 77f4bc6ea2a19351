use crate::losses::Prediction;
use crate::metrics::{Correlation, Direction, RowMean};
use crate::simd::math::EPSILON;

crate::metric! {
    /// The concordance coefficient of a row's outputs and targets along the last axis, and the mean of all rows: twice
    /// their covariance over the sum of their variances and the square of the difference of their means.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: −1 to 1, where outputs are the labels; more is better.
    /// - Source: L. Lin, "A Concordance Correlation Coefficient to Evaluate Reproducibility", 1989; Keras'
    ///   `ConcordanceCorrelation`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<2>, Activation(linear) >];
    /// let net = compile!(net, optimizer = SGD, loss = mse, metrics = [concordance_correlation]);
    /// let logs = net.evaluate(&[[2.0, 4.0]], &[[1.0, 3.0]])?;
    /// let value = logs.of::<concordance_correlation>().unwrap_or_default();
    /// assert!((value - 2.0 / 3.0).abs() < 1e-5);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    concordance_correlation, val_concordance_correlation, Direction::Max
}

impl RowMean<[f32]> for concordance_correlation {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        Correlation::mean(row, |place| {
            let [y, t] = place.variances;
            2.0 * place.covariance / (y + t + place.bias * place.bias + EPSILON)
        })
    }
}

update_state! { concordance_correlation, mean of rows }
goes_with! { concordance_correlation, numbers }
