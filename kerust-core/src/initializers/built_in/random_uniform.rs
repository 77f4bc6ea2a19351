use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::random;
use crate::tensor::ViewMut;

/// Uniform from `minval` up to, but not including, `maxval`; Keras' `RandomUniform`.
///
/// `random_uniform(minval = -0.05, maxval = 0.05)`
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = random_uniform(0.0, 1.0)) > }
///
/// let net = Net::new(1);
/// assert!(net.dense().kernel().iter().all(|w| (0.0..1.0).contains(&w)));
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug)]
pub struct random_uniform {
    minval: f32,
    maxval: f32,
}

impl random_uniform {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        random_uniform {
            minval: -0.05,
            maxval: 0.05,
        }
    }

    /// The initializer with these bounds.
    #[must_use]
    pub const fn of(minval: f32, maxval: f32) -> Self {
        random_uniform::new().minval(minval).maxval(maxval)
    }

    /// The lower bound, which may be drawn.
    #[must_use]
    pub const fn minval(self, minval: f32) -> Self {
        random_uniform { minval, ..self }
    }

    /// The upper bound, which is not drawn.
    #[must_use]
    pub const fn maxval(self, maxval: f32) -> Self {
        random_uniform { maxval, ..self }
    }
}

impl Default for random_uniform {
    fn default() -> Self {
        random_uniform::new()
    }
}

impl Initializer for random_uniform {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        let (from, width) = (self.minval, self.maxval - self.minval);
        // Rounding could reach the upper bound.
        let last = self.maxval.next_down().max(from);
        fill_with(array, || (from + width * random::unit(rng)).min(last));
    }
}
