use crate::regularizers::{Regularizer, check_factor, elementwise};
use crate::tensor::{View, ViewMut};

/// `l1`·Σ |w| + `l2`·Σ w²; Keras' `L1L2`.
///
/// `l1_l2(l1 = 0.0, l2 = 0.0)`, for a `…_regularizer` of an array or the `activity_regularizer` of a
/// layer.
///
/// ```
/// use kerust::prelude::*;
///
/// model! {
///     struct Net <
///         Dense<2, 1>(kernel_initializer = constant(2.0), kernel_regularizer = l1_l2(0.5, 0.25))
///     >
/// }
///
/// let net = compile!(Net::new(1), optimizer = SGD, loss = mse);
/// let logs = net.evaluate(&[[0.0, 0.0]], &[0.0])?;
/// assert_eq!(logs.loss(), 0.5 * (2.0 + 2.0) + 0.25 * (4.0 + 4.0));
/// # Ok::<(), kerust::Error>(())
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct l1_l2 {
    l1: f32,
    l2: f32,
}

impl l1_l2 {
    /// Keras' defaults: no penalty.
    #[must_use]
    pub const fn new() -> Self {
        l1_l2 { l1: 0.0, l2: 0.0 }
    }

    /// The regularizer with both factors, 0 or more.
    ///
    /// # Panics
    /// If one is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(l1: f32, l2: f32) -> Self {
        l1_l2::new().l1(l1).l2(l2)
    }

    /// The factor of Σ |w|, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn l1(self, l1: f32) -> Self {
        check_factor(l1);
        l1_l2 { l1, ..self }
    }

    /// The factor of Σ w², 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn l2(self, l2: f32) -> Self {
        check_factor(l2);
        l1_l2 { l2, ..self }
    }
}

impl Regularizer for l1_l2 {
    fn penalty(&self, array: &View<'_>) -> f32 {
        elementwise::penalty(self.l1, self.l2, array)
    }

    fn add_gradient(&self, scale: f32, array: &View<'_>, gradient: &mut ViewMut<'_>) {
        elementwise::add_gradient(scale * self.l1, scale * self.l2, array, gradient);
    }
}
