use crate::constraints::axes::along_axes;
use crate::constraints::{Axes, Constraint, norms};
use crate::simd::math::EPSILON;
use crate::tensor::ViewMut;

/// Norms of 1; Keras' `UnitNorm`.
///
/// `unit_norm(axis = 0)`, with `axes = [0, 1, 2]` for several. Along axis 0 a kernel of `Dense` has
/// the weights of one unit.
///
/// ```
/// use kerust::constraints::Constraint;
/// use kerust::memory::ViewMut;
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 2>(kernel_constraint = unit_norm) > }
///
/// // The columns, (3, 4) and (1, −2), have the norms 5 and √5.
/// let mut weights = [3.0, 1.0, 4.0, -2.0];
/// unit_norm::new().apply(&mut ViewMut::of_slice(&[2, 2], &mut weights));
/// for (weight, expected) in weights.iter().zip([0.6, 0.447_213_6, 0.8, -0.894_427_2]) {
///     assert!((weight - expected).abs() < 1e-6);
/// }
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct unit_norm {
    axes: Axes,
}

along_axes! { unit_norm }

impl unit_norm {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        unit_norm {
            axes: Axes::of(&[0]),
        }
    }
}

impl Default for unit_norm {
    fn default() -> Self {
        unit_norm::new()
    }
}

impl Constraint for unit_norm {
    fn apply(&self, array: &mut ViewMut<'_>) {
        norms::scale(array, self.axes, |norm| 1.0 / (EPSILON + norm));
    }
}
