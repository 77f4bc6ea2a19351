use crate::constraints::Constraint;
use crate::simd::math;
use crate::tensor::ViewMut;

/// Numbers of 0 or more: negative ones become 0; Keras' `NonNeg`.
///
/// ```
/// use kerust::constraints::Constraint;
/// use kerust::memory::ViewMut;
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 2>(kernel_constraint = non_neg) > }
///
/// let mut weights = [3.0, 1.0, 4.0, -2.0];
/// non_neg::new().apply(&mut ViewMut::of_slice(&[2, 2], &mut weights));
/// assert_eq!(weights, [3.0, 1.0, 4.0, 0.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct non_neg {}

impl non_neg {
    /// The constraint; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        non_neg {}
    }
}

impl Constraint for non_neg {
    fn apply(&self, array: &mut ViewMut<'_>) {
        array.map(|w| math::select(w < 0.0, 0.0, w));
    }
}
