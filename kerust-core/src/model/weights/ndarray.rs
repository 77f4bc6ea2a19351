use ndarray::ArrayD;

use super::Array;

impl Array {
    /// A copy as an array of ndarray.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Net < Dense<2, 3> > }
    ///
    /// let gradients = Gradients::<Net>::new().arrays();
    /// assert_eq!(gradients[0].to_ndarray().shape(), [2, 3]);
    /// ```
    ///
    /// # Panics
    /// If there are more or fewer values than the shape has.
    #[must_use]
    pub fn to_ndarray(&self) -> ArrayD<f32> {
        ArrayD::from_shape_vec(&self.shape[..], self.values.clone())
            .expect("as many values as the shape has")
    }
}
