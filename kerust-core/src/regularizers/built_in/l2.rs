use crate::memory::{View, ViewMut};
use crate::regularizers::{Regularizer, check_factor, elementwise};

/// The factor times Σ w²; Keras' `L2`.
///
/// `l2(0.01)`
///
/// ```
/// use kerust::memory::View;
/// use kerust::regularizers::{Regularizer, l2};
///
/// let weights = View::of_slice(&[2, 2], &[3.0, 1.0, 4.0, -2.0]);
/// assert_eq!(l2::of(0.5).penalty(&weights), 15.0);
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

    /// With a factor of 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(factor: f32) -> Self {
        check_factor(factor);
        l2 { factor }
    }

    /// Another factor; Keras' name of it.
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
