use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::tensor::ViewMut;

/// Zeros: the default of biases; Keras' `Zeros`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 1>(kernel_initializer = zeros) > }
///
/// let net = Net::new(1);
/// assert_eq!(net.predict(&[1.0, 2.0]), [0.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct zeros {}

impl zeros {
    /// The initializer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        zeros {}
    }
}

impl Initializer for zeros {
    fn fill(&self, array: &mut ViewMut<'_>, _: &mut dyn Rng) {
        fill_with(array, || 0.0);
    }
}
