use rand_core::Rng;

use super::variance_scaling::variance_scaling;
use crate::initializers::{Initializer, fan_in, truncated_normal};
use crate::tensor::ViewMut;

/// Normal with standard deviation √(1 / `fan_in`), cut off at two standard deviations of the uncut
/// distribution: for layers with `selu`; Keras' `LecunNormal` (Klambauer and others, 2017).
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(selu, kernel_initializer = lecun_normal) > }
///
/// let net = Net::new(1);
/// // 2 / 0.88 deviations.
/// let limit = 2.28 * (1.0_f32 / 8.0).sqrt();
/// assert!(net.dense().kernel().iter().all(|w| w.abs() <= limit));
/// ```
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
