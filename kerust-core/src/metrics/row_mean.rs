use crate::losses::Prediction;

/// A metric that is the mean of the rows' values.
pub trait RowMean<T: ?Sized> {
    /// The value of one row: the mean over its places.
    fn of_row(&self, row: Prediction<'_, T>) -> f32;
}
