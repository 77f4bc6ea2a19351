//! Regularizers: penalties on weights or outputs that are added to the loss.

// A type would be hidden by a module of its name beside it.
mod built_in {
    pub mod l1;
    pub mod l1_l2;
    pub mod l2;
    pub mod orthogonal_regularizer;
}

mod elementwise;

pub use built_in::{
    l1::l1,
    l1_l2::l1_l2,
    l2::l2,
    orthogonal_regularizer::{Vectors, columns, orthogonal_regularizer, rows},
};

use core::fmt;

use crate::tensor::{View, ViewMut};

/// A word for `kernel_regularizer = …`, `bias_regularizer = …` and `activity_regularizer = …`, with
/// its settings.
///
/// `kernel_regularizer = my_penalty(factor = 0.1)` is `my_penalty::new().factor(0.1)`, and
/// `my_penalty(0.1)` is `my_penalty::of(0.1)`, both constant functions.
///
/// ```
/// use kerust::memory::{View, ViewMut};
/// use kerust::regularizers::Regularizer;
///
/// /// The sum of w⁴, times a factor.
/// #[allow(non_camel_case_types)]
/// #[derive(Debug)]
/// pub struct l4 {
///     factor: f32,
/// }
///
/// impl l4 {
///     pub const fn of(factor: f32) -> Self {
///         l4 { factor }
///     }
/// }
///
/// impl Regularizer for l4 {
///     fn penalty(&self, array: &View<'_>) -> f32 {
///         self.factor * array.sum_of(|w| w * w * w * w) as f32
///     }
///
///     fn add_gradient(&self, scale: f32, array: &View<'_>, gradient: &mut ViewMut<'_>) {
///         let factor = scale * self.factor;
///         gradient.zip(array, |w, g| g + factor * 4.0 * w * w * w);
///     }
/// }
///
/// let weights = View::of_slice(&[2], &[1.0, -2.0]);
/// assert_eq!(l4::of(0.5).penalty(&weights), 8.5);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a regularizer",
    label = "not a regularizer",
    note = "regularizers are `l1`, `l2`, `l1_l2`, `orthogonal_regularizer`, and types that implement `Regularizer`"
)]
pub trait Regularizer: fmt::Debug + Send + Sync + 'static {
    /// The penalty on an array.
    fn penalty(&self, array: &View<'_>) -> f32;

    /// Adds the gradient of the penalty on `array`, times `scale`, to `gradient`, an array of the
    /// same shape.
    fn add_gradient(&self, scale: f32, array: &View<'_>, gradient: &mut ViewMut<'_>);
}

/// A check that a factor is a finite number of 0 or more.
///
/// # Panics
/// If it is not; in `model!` this is an error of compilation.
#[track_caller]
const fn check_factor(factor: f32) {
    assert!(
        factor >= 0.0 && factor < f32::INFINITY,
        "the factor of a regularizer is 0 or more"
    );
}
