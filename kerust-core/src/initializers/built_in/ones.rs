use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::tensor::ViewMut;

/// Ones; Keras' `Ones`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 1>(kernel_initializer = ones) > }
///
/// let net = Net::new(1);
/// assert_eq!(net.predict(&[1.0, 2.0]), [3.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct ones {}

impl ones {
    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        ones {}
    }
}

impl Initializer for ones {
    fn fill(&self, array: &mut ViewMut<'_>, _: &mut dyn Rng) {
        fill_with(array, || 1.0);
    }
}
