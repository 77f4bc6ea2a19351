//! Weights as vectors and matrices of nalgebra.

use nalgebra::{DMatrix, DVector};

use super::Tensor;

impl Tensor<'_, 1> {
    /// A copy as a vector of nalgebra: `net.dense().bias().to_nalgebra()`.
    #[must_use]
    pub fn to_nalgebra(&self) -> DVector<f32> {
        DVector::from_iterator(self.shape()[0], self.iter())
    }
}

impl Tensor<'_, 2> {
    /// A copy as a matrix of nalgebra, of which [`shape`](Tensor::shape) are the numbers of rows and columns;
    /// the weights themselves lie in panels.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Net < Dense<2, 3> > }
    ///
    /// let net = Net::new(1);
    /// let kernel = net.dense().kernel().to_nalgebra();
    /// assert_eq!(kernel.shape(), (2, 3));
    /// assert_eq!(kernel[(1, 2)], net.dense().kernel()[[1, 2]]);
    /// ```
    #[must_use]
    pub fn to_nalgebra(&self) -> DMatrix<f32> {
        let [rows, columns] = self.shape();
        DMatrix::from_row_iterator(rows, columns, self.iter())
    }
}
