use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_in, uniform};
use crate::tensor::ViewMut;

/// Uniform between ±√(3 / `fan_in`); Keras' `LecunUniform` (LeCun and others, 1998).
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = lecun_uniform) > }
///
/// let net = Net::new(1);
/// let limit = (3.0_f32 / 8.0).sqrt();
/// assert!(net.dense().kernel().iter().all(|w| w.abs() <= limit));
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct lecun_uniform {}

impl lecun_uniform {
    const SCALING: variance_scaling = variance_scaling::of(1.0)
        .mode::<fan_in>()
        .distribution::<uniform>();

    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        lecun_uniform {}
    }
}

impl Initializer for lecun_uniform {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        Self::SCALING.fill(array, rng);
    }
}
