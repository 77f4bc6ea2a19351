use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_in, truncated_normal};
use crate::memory::ViewMut;

/// Normal with deviation √(2 / `fan_in`), cut off at two deviations of what is drawn from; for
/// layers with `relu` (He and others, 2015).
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct he_normal {}

impl he_normal {
    const SCALING: variance_scaling = variance_scaling::of(2.0)
        .mode::<fan_in>()
        .distribution::<truncated_normal>();

    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        he_normal {}
    }
}

impl Initializer for he_normal {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        Self::SCALING.fill(array, rng);
    }
}
