use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_avg, truncated_normal};
use crate::memory::ViewMut;

/// Normal with deviation √(2 / (`fan_in` + `fan_out`)), cut off at two deviations of what is drawn
/// from (Glorot and Bengio, 2010).
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct glorot_normal {}

impl glorot_normal {
    const SCALING: variance_scaling = variance_scaling::of(1.0)
        .mode::<fan_avg>()
        .distribution::<truncated_normal>();

    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        glorot_normal {}
    }
}

impl Initializer for glorot_normal {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        Self::SCALING.fill(array, rng);
    }
}
