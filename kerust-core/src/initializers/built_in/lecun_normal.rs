use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_in, truncated_normal};
use crate::memory::ViewMut;

/// Normal with deviation √(1 / `fan_in`), cut off at two deviations of what is drawn from; for
/// layers with `selu` (Klambauer and others, 2017).
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct lecun_normal {}

impl lecun_normal {
    const SCALING: variance_scaling = variance_scaling::of(1.0)
        .mode::<fan_in>()
        .distribution::<truncated_normal>();

    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        lecun_normal {}
    }
}

impl Initializer for lecun_normal {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        Self::SCALING.fill(array, rng);
    }
}
