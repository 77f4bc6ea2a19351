use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_avg, truncated_normal};
use crate::tensor::ViewMut;

/// Normal with standard deviation √(2 / (`fan_in` + `fan_out`)), cut off at two standard deviations
/// of the uncut distribution; Keras' `GlorotNormal` (Glorot and Bengio, 2010).
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = glorot_normal) > }
///
/// let net = Net::new(1);
/// // 2 / 0.88 deviations.
/// let limit = 2.28 * (2.0_f32 / (8.0 + 4.0)).sqrt();
/// assert!(net.dense().kernel().iter().all(|w| w.abs() <= limit));
/// ```
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
