use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::random;
use crate::tensor::ViewMut;

/// Normal, cut off at two standard deviations from the mean; Keras' `TruncatedNormal`.
///
/// `truncated_normal(mean = 0.0, stddev = 0.05)`. The standard deviation of the remaining numbers is
/// 0.88 times `stddev`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = truncated_normal(stddev = 0.5)) > }
///
/// let net = Net::new(1);
/// assert!(net.dense().kernel().iter().all(|w| w.abs() <= 1.0));
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug)]
pub struct truncated_normal {
    mean: f32,
    stddev: f32,
}

impl truncated_normal {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        truncated_normal {
            mean: 0.0,
            stddev: 0.05,
        }
    }

    /// The initializer with this mean and standard deviation.
    ///
    /// # Panics
    /// If the standard deviation is below 0 or not finite; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(mean: f32, stddev: f32) -> Self {
        truncated_normal::new().mean(mean).stddev(stddev)
    }

    /// The mean.
    #[must_use]
    pub const fn mean(self, mean: f32) -> Self {
        truncated_normal { mean, ..self }
    }

    /// The standard deviation before the distribution is cut off, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn stddev(self, stddev: f32) -> Self {
        assert!(
            stddev >= 0.0 && stddev < f32::INFINITY,
            "the deviation of `truncated_normal` is 0 or more"
        );
        truncated_normal { stddev, ..self }
    }
}

impl Default for truncated_normal {
    fn default() -> Self {
        truncated_normal::new()
    }
}

impl Initializer for truncated_normal {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        fill_with(array, || random::cut_normal(rng) * self.stddev + self.mean);
    }
}
