use crate::regularizers::{Regularizer, check_factor, elementwise};
use crate::tensor::{View, ViewMut};

/// The factor times Σ w², which keeps weights small; Keras' `L2`.
///
/// `l2(0.01)`, for a `…_regularizer` of an array or the `activity_regularizer` of a layer.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 1>(kernel_initializer = ones, kernel_regularizer = l2(0.25)) > }
///
/// let net = compile!(Net::new(1), optimizer = SGD, loss = mse);
/// let logs = net.evaluate(&[[0.0, 0.0]], &[0.0])?;
/// assert_eq!(logs.loss(), 0.25 * (1.0 + 1.0));
/// # Ok::<(), kerust::Error>(())
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct l2 {
    factor: f32,
}

impl l2 {
    /// Keras' default, 0.01.
    #[must_use]
    pub const fn new() -> Self {
        l2 { factor: 0.01 }
    }

    /// The regularizer with this factor, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(factor: f32) -> Self {
        check_factor(factor);
        l2 { factor }
    }

    /// The factor, by Keras' name.
    ///
    /// # Panics
    /// As [`of`](l2::of).
    #[must_use]
    #[track_caller]
    pub const fn l2(self, l2: f32) -> Self {
        l2::of(l2)
    }
}

impl Default for l2 {
    fn default() -> Self {
        l2::new()
    }
}

impl Regularizer for l2 {
    fn penalty(&self, array: &View<'_>) -> f32 {
        elementwise::penalty(0.0, self.factor, array)
    }

    fn add_gradient(&self, scale: f32, array: &View<'_>, gradient: &mut ViewMut<'_>) {
        elementwise::add_gradient(0.0, scale * self.factor, array, gradient);
    }
}
