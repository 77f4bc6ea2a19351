//! Weights as arrays of ndarray.

use ndarray::{Array, Ix1, Ix2, Ix3, Ix4};

use super::Tensor;

macro_rules! arrays {
    ($($(#[$doc:meta])* $rank:literal $dim:ty, |$index:pat_param| $position:expr;)*) => {$(
        impl Tensor<'_, $rank> {
            /// A copy as an array of ndarray; the weights themselves lie in panels.
            $(#[$doc])*
            #[must_use]
            pub fn to_ndarray(&self) -> Array<f32, $dim> {
                Array::from_shape_fn(self.shape(), |$index| self[$position])
            }
        }
    )*};
}

arrays! {
    1 Ix1, |i| [i];
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Net < Dense<2, 3> > }
    ///
    /// let net = Net::new(1);
    /// let kernel = net.dense().kernel().to_ndarray();
    /// assert_eq!(kernel.dim(), (2, 3));
    /// assert_eq!(kernel[[1, 2]], net.dense().kernel()[[1, 2]]);
    /// ```
    2 Ix2, |(i, j)| [i, j];
    3 Ix3, |(i, j, k)| [i, j, k];
    4 Ix4, |(i, j, k, l)| [i, j, k, l];
}
