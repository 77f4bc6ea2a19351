use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_in, uniform};
use crate::tensor::ViewMut;

/// Uniform between ±√(6 / `fan_in`): for layers with `relu`; Keras' `HeUniform` (He and others,
/// 2015).
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(relu, kernel_initializer = he_uniform) > }
///
/// let net = Net::new(1);
/// let limit = (6.0_f32 / 8.0).sqrt();
/// assert!(net.dense().kernel().iter().all(|w| w.abs() <= limit));
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct he_uniform {}

impl he_uniform {
    const SCALING: variance_scaling = variance_scaling::of(2.0)
        .mode::<fan_in>()
        .distribution::<uniform>();

    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        he_uniform {}
    }
}

impl Initializer for he_uniform {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        Self::SCALING.fill(array, rng);
    }
}
