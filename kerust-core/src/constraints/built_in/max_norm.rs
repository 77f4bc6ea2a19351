use crate::constraints::axes::along_axes;
use crate::constraints::norms;
use crate::constraints::{Axes, Constraint};
use crate::losses::EPSILON;
use crate::math;
use crate::memory::ViewMut;

/// No norm above `max_value`; Keras' `MaxNorm`.
///
/// `max_norm(max_value = 2.0, axis = 0)`, with `axes = [0, 1, 2]` for several. A kernel of `Dense` has
/// along axis 0 the weights of a unit.
///
/// ```
/// use kerust::constraints::{Constraint, max_norm};
/// use kerust::memory::ViewMut;
///
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

    /// With this largest norm, 0 or more.
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
