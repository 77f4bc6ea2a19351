use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_in, truncated_normal};
use crate::tensor::ViewMut;

/// Normal with standard deviation √(2 / `fan_in`), cut off at two standard deviations of the uncut
/// distribution: for layers with `relu`; Keras' `HeNormal` (He and others, 2015).
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(relu, kernel_initializer = he_normal) > }
///
/// let net = Net::new(1);
/// // 2 / 0.88 deviations.
/// let limit = 2.28 * (2.0_f32 / 8.0).sqrt();
/// assert!(net.dense().kernel().iter().all(|w| w.abs() <= limit));
/// ```
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
