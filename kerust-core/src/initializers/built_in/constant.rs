use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::tensor::ViewMut;

/// The same number everywhere; Keras' `Constant`.
///
/// `constant(value = 0.0)`
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = constant(0.5)) > }
///
/// let net = Net::new(1);
/// assert!(net.dense().kernel().iter().all(|w| w == 0.5));
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug)]
pub struct constant {
    value: f32,
}

impl constant {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        constant { value: 0.0 }
    }

    /// The initializer with this number.
    #[must_use]
    pub const fn of(value: f32) -> Self {
        constant { value }
    }

    /// The number.
    #[must_use]
    pub const fn value(self, value: f32) -> Self {
        constant { value }
    }
}

impl Default for constant {
    fn default() -> Self {
        constant::new()
    }
}

impl Initializer for constant {
    fn fill(&self, array: &mut ViewMut<'_>, _: &mut dyn Rng) {
        fill_with(array, || self.value);
    }
}
