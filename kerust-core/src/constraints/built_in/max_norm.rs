use crate::constraints::axes::along_axes;
use crate::constraints::{Axes, Constraint, norms};
use crate::simd::math;
use crate::simd::math::EPSILON;
use crate::tensor::ViewMut;

/// Norms of at most `max_value`: longer vectors are shortened; Keras' `MaxNorm` (Srebro and others,
/// 2004).
///
/// `max_norm(max_value = 2.0, axis = 0)`, with `axes = [0, 1, 2]` for several. Along axis 0 a kernel
/// of `Dense` has the weights of one unit.
///
/// ```
/// use kerust::constraints::Constraint;
/// use kerust::memory::ViewMut;
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 2>(kernel_constraint = max_norm(2.0)) > }
///
/// // The columns, (3, 4) and (1, −2), have the norms 5 and √5.
/// let mut weights = [3.0, 1.0, 4.0, -2.0];
/// max_norm::of(2.0).apply(&mut ViewMut::of_slice(&[2, 2], &mut weights));
/// for (weight, expected) in weights.iter().zip([1.2, 0.894_427_2, 1.6, -1.788_854_4]) {
///     assert!((weight - expected).abs() < 1e-6);
/// }
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct max_norm {
    max_value: f32,
    axes: Axes,
}

along_axes! { max_norm }

impl max_norm {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        max_norm {
            max_value: 2.0,
            axes: Axes::of(&[0]),
        }
    }

    /// The constraint with this largest norm, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(max_value: f32) -> Self {
        max_norm::new().max_value(max_value)
    }

    /// The largest norm, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn max_value(self, max_value: f32) -> Self {
        assert!(max_value >= 0.0, "the limits of `max_norm` are 0 or more");
        max_norm { max_value, ..self }
    }
}

impl Default for max_norm {
    fn default() -> Self {
        max_norm::new()
    }
}

impl Constraint for max_norm {
    fn apply(&self, array: &mut ViewMut<'_>) {
        norms::scale(array, self.axes, |norm| {
            math::clip(norm, 0.0, self.max_value) / (EPSILON + norm)
        });
    }
}
