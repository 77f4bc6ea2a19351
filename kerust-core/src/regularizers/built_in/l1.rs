use crate::memory::{View, ViewMut};
use crate::regularizers::{Regularizer, check_factor, elementwise};

/// The factor times Σ |w|; Keras' `L1`.
///
/// `l1(0.01)`
///
/// ```
/// use kerust::memory::View;
/// use kerust::regularizers::{Regularizer, l1};
///
/// let weights = View::of_slice(&[2, 2], &[3.0, 1.0, 4.0, -2.0]);
/// assert_eq!(l1::of(0.5).penalty(&weights), 5.0);
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

    /// With a factor of 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(factor: f32) -> Self {
        check_factor(factor);
        l1 { factor }
    }

    /// Another factor; Keras' name of it.
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
