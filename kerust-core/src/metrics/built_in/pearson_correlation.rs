use crate::losses::Prediction;
use crate::metrics::{Correlation, Direction, RowMean};
use crate::simd::math;

crate::metric! {
    /// The correlation coefficient of a row's outputs and targets along the last axis, and the mean of all rows: their
    /// covariance over the product of their standard deviations.
    ///
    /// As in Keras it is NaN as soon as a row does not vary: with one output always.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: −1 to 1; more is better.
    /// - Source: Keras' `PearsonCorrelation`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<3>, Activation(linear) >];
    /// let net = compile!(net, optimizer = SGD, loss = mse, metrics = [pearson_correlation]);
    /// let logs = net.evaluate(&[[1.0, 2.0, 3.0]], &[[10.0, 20.0, 30.0]])?;
    /// let value = logs.of::<pearson_correlation>().unwrap_or_default();
    /// assert!((value - 1.0).abs() < 1e-5);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    pearson_correlation, val_pearson_correlation, Direction::Max
}

impl RowMean<[f32]> for pearson_correlation {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        Correlation::mean(row, |place| {
            let [y, t] = place.variances;
            place.covariance / (math::sqrt(y) * math::sqrt(t))
        })
    }
}

update_state! { pearson_correlation, mean of rows }
goes_with! { pearson_correlation, numbers }
