use crate::constraints::axes::along_axes;
use crate::constraints::{Axes, Constraint, norms};
use crate::simd::math;
use crate::simd::math::EPSILON;
use crate::tensor::ViewMut;

/// Norms from `min_value` to `max_value`, approached by the fraction `rate` at each update; Keras'
/// `MinMaxNorm`.
///
/// `min_max_norm(min_value = 0.0, max_value = 1.0, rate = 1.0, axis = 0)`, with `axes = [0, 1, 2]`
/// for several. A norm becomes `rate`·(the norm within the limits) + (1 − `rate`)·(the norm). Along
/// axis 0 a kernel of `Dense` has the weights of one unit.
///
/// ```
/// use kerust::constraints::Constraint;
/// use kerust::memory::ViewMut;
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 2>(kernel_constraint = min_max_norm(0.5, 1.0)) > }
///
/// // The columns, (3, 4) and (1, −2), have the norms 5 and √5.
/// let mut weights = [3.0, 1.0, 4.0, -2.0];
/// min_max_norm::of(0.5, 1.0).rate(0.5).apply(&mut ViewMut::of_slice(&[2, 2], &mut weights));
/// for (weight, expected) in weights.iter().zip([1.8, 0.723_606_8, 2.4, -1.447_213_6]) {
///     assert!((weight - expected).abs() < 1e-6);
/// }
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct min_max_norm {
    min_value: f32,
    max_value: f32,
    rate: f32,
    axes: Axes,
}

along_axes! { min_max_norm }

impl min_max_norm {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        min_max_norm {
            min_value: 0.0,
            max_value: 1.0,
            rate: 1.0,
            axes: Axes::of(&[0]),
        }
    }

    /// The constraint with these limits, 0 or more.
    ///
    /// # Panics
    /// If they are not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(min_value: f32, max_value: f32) -> Self {
        min_max_norm::new()
            .min_value(min_value)
            .max_value(max_value)
    }

    /// The smallest norm, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn min_value(self, min_value: f32) -> Self {
        assert!(
            min_value >= 0.0,
            "the limits of `min_max_norm` are 0 or more"
        );
        min_max_norm { min_value, ..self }
    }

    /// The largest norm, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn max_value(self, max_value: f32) -> Self {
        assert!(
            max_value >= 0.0,
            "the limits of `min_max_norm` are 0 or more"
        );
        min_max_norm { max_value, ..self }
    }

    /// The fraction by which each update approaches the limits, from 0.0 to 1.0.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn rate(self, rate: f32) -> Self {
        assert!(
            rate >= 0.0 && rate <= 1.0,
            "the rate of `min_max_norm` is a share, from 0.0 to 1.0"
        );
        min_max_norm { rate, ..self }
    }
}

impl Default for min_max_norm {
    fn default() -> Self {
        min_max_norm::new()
    }
}

impl Constraint for min_max_norm {
    fn apply(&self, array: &mut ViewMut<'_>) {
        norms::scale(array, self.axes, |norm| {
            let desired = math::clip(norm, self.min_value, self.max_value);
            let desired = self.rate * desired + (1.0 - self.rate) * norm;
            desired / (EPSILON + norm)
        });
    }
}
