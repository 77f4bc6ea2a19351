//! Constraints: limits that weights are projected onto after each update.

// A type would be hidden by a module of its name beside it.
mod built_in {
    pub mod max_norm;
    pub mod min_max_norm;
    pub mod non_neg;
    pub mod unit_norm;
}

mod axes;
mod norms;

pub use axes::Axes;
pub use built_in::{
    max_norm::max_norm, min_max_norm::min_max_norm, non_neg::non_neg, unit_norm::unit_norm,
};

use core::fmt;

use crate::tensor::ViewMut;

/// A word for `kernel_constraint = …` and `bias_constraint = …`, with its settings.
///
/// `kernel_constraint = my_limit(max = 0.1)` is `my_limit::new().max(0.1)`, and `my_limit(0.1)` is
/// `my_limit::of(0.1)`, both constant functions.
///
/// ```
/// use kerust::constraints::Constraint;
/// use kerust::memory::ViewMut;
///
/// /// Limits each number to the range from −`max` to `max`.
/// #[allow(non_camel_case_types)]
/// #[derive(Debug)]
/// pub struct clip {
///     max: f32,
/// }
///
/// impl clip {
///     pub const fn of(max: f32) -> Self {
///         clip { max }
///     }
/// }
///
/// impl Constraint for clip {
///     fn apply(&self, array: &mut ViewMut<'_>) {
///         array.map(|w| w.clamp(-self.max, self.max));
///     }
/// }
///
/// let mut weights = [1.0, -2.0, 0.5];
/// clip::of(0.9).apply(&mut ViewMut::of_slice(&[3], &mut weights));
/// assert_eq!(weights, [0.9, -0.9, 0.5]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a constraint",
    label = "not a constraint",
    note = "constraints are `max_norm`, `min_max_norm`, `non_neg`, `unit_norm`, and types that implement `Constraint`"
)]
pub trait Constraint: fmt::Debug + Send + Sync + 'static {
    /// Projects the array onto the values that the constraint allows.
    fn apply(&self, array: &mut ViewMut<'_>);
}
