use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::memory::ViewMut;

/// Zeros; Keras' initializer of biases.
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct zeros {}

impl zeros {
    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        zeros {}
    }
}

impl Initializer for zeros {
    fn fill(&self, array: &mut ViewMut<'_>, _: &mut dyn Rng) {
        fill_with(array, || 0.0);
    }
}
