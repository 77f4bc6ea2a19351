use crate::math;
use crate::metrics::{Correlation, Direction, OfRow};

crate::metric! {
    /// The mean of the rows' correlation coefficients: the covariance of outputs and targets along the last
    /// axis over the product of their standard deviations; Keras' `PearsonCorrelation`.
    ///
    /// As in Keras it is NaN as soon as a row does not vary: with one output always.
    ///
    /// ```
    /// use kerust::metrics::{Judges, pearson_correlation};
    ///
    /// let metric = pearson_correlation::new();
    /// let mut state = Judges::<[f32]>::state::<[f32; 3]>(&metric);
    /// metric.update::<[f32; 3]>(&mut state, &[1.0, 2.0, 3.0], &[10.0, 20.0, 30.0][..], 3, 1.0);
    /// assert!((Judges::<[f32]>::result::<[f32; 3]>(&metric, &state) - 1.0).abs() < 1e-6);
    /// ```
    pearson_correlation, val_pearson_correlation, Direction::Max
}

impl OfRow<[f32]> for pearson_correlation {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        Correlation::mean(outputs, target, width, |row| {
            let [y, t] = row.variances;
            row.covariance / (math::sqrt(y) * math::sqrt(t))
        })
    }
}

mean_of_rows! { pearson_correlation, [f32] }
goes_with! { pearson_correlation, numbers }
