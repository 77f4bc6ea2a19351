use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_avg, uniform};
use crate::tensor::ViewMut;

/// Uniform between ±√(6 / (`fan_in` + `fan_out`)): the default of kernels; Keras' `GlorotUniform`
/// (Glorot and Bengio, 2010).
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = glorot_uniform) > }
///
/// let net = Net::new(1);
/// let limit = (6.0_f32 / (8.0 + 4.0)).sqrt();
/// assert!(net.dense().kernel().iter().all(|w| w.abs() <= limit));
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct glorot_uniform {}

impl glorot_uniform {
    const SCALING: variance_scaling = variance_scaling::of(1.0)
        .mode::<fan_avg>()
        .distribution::<uniform>();

    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        glorot_uniform {}
    }
}

impl Initializer for glorot_uniform {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        Self::SCALING.fill(array, rng);
    }
}
