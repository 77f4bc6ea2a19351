use crate::constraints::Constraint;
use crate::math;
use crate::memory::ViewMut;

/// No number below 0; Keras' `NonNeg`.
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
