use crate::regularizers::{Regularizer, check_factor, elementwise};
use crate::tensor::{View, ViewMut};

/// The factor times Σ |w|, which drives weights to 0; Keras' `L1`.
///
/// `l1(0.01)`, for a `…_regularizer` of an array or the `activity_regularizer` of a layer.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 1>(kernel_initializer = ones, kernel_regularizer = l1(0.25)) > }
///
/// let net = compile!(Net::new(1), optimizer = SGD, loss = mse);
/// let logs = net.evaluate(&[[0.0, 0.0]], &[0.0])?;
/// assert_eq!(logs.loss(), 0.25 * (1.0 + 1.0));
/// # Ok::<(), kerust::Error>(())
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct l1 {
    factor: f32,
}

impl l1 {
    /// Keras' default, 0.01.
    #[must_use]
    pub const fn new() -> Self {
        l1 { factor: 0.01 }
    }

    /// The regularizer with this factor, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(factor: f32) -> Self {
        check_factor(factor);
        l1 { factor }
    }

    /// The factor, by Keras' name.
    ///
    /// # Panics
    /// As [`of`](l1::of).
    #[must_use]
    #[track_caller]
    pub const fn l1(self, l1: f32) -> Self {
        l1::of(l1)
    }
}

impl Default for l1 {
    fn default() -> Self {
        l1::new()
    }
}

impl Regularizer for l1 {
    fn penalty(&self, array: &View<'_>) -> f32 {
        elementwise::penalty(self.factor, 0.0, array)
    }

    fn add_gradient(&self, scale: f32, array: &View<'_>, gradient: &mut ViewMut<'_>) {
        elementwise::add_gradient(scale * self.factor, 0.0, array, gradient);
    }
}
