use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::memory::ViewMut;

/// Ones; Keras' `Ones`.
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct ones {}

impl ones {
    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        ones {}
    }
}

impl Initializer for ones {
    fn fill(&self, array: &mut ViewMut<'_>, _: &mut dyn Rng) {
        fill_with(array, || 1.0);
    }
}
