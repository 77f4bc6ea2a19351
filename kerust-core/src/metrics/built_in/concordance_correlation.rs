use crate::losses::EPSILON;
use crate::metrics::{Correlation, Direction, OfRow};

crate::metric! {
    /// The mean of the rows' concordance coefficients (Lin, 1989): twice the covariance of outputs and targets
    /// along the last axis over the sum of their variances and the square of the difference of their means;
    /// Keras' `ConcordanceCorrelation`. 1 where outputs are the targets.
    concordance_correlation, val_concordance_correlation, Direction::Max
}

impl OfRow<[f32]> for concordance_correlation {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        Correlation::mean(outputs, target, width, |row| {
            let [y, t] = row.variances;
            2.0 * row.covariance / (y + t + row.bias * row.bias + EPSILON)
        })
    }
}

mean_of_rows! { concordance_correlation, [f32] }
goes_with! { concordance_correlation, numbers }
