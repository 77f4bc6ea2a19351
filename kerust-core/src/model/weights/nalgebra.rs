use nalgebra::DMatrix;

use super::Array;
use crate::tensor::{columns, rows};

impl Array {
    /// A copy as a matrix of nalgebra: the last axis are the columns, all others the rows. An array of one axis
    /// is one row.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Net < Dense<2, 3> > }
    ///
    /// let gradients = Gradients::<Net>::new().arrays();
    /// assert_eq!(gradients[0].to_nalgebra().shape(), (2, 3));
    /// ```
    ///
    /// # Panics
    /// If there are more or fewer values than the shape has.
    #[must_use]
    pub fn to_nalgebra(&self) -> DMatrix<f32> {
        let (rows, columns) = (rows(&self.shape), columns(&self.shape));
        DMatrix::from_row_slice(rows, columns, &self.values)
    }
}
