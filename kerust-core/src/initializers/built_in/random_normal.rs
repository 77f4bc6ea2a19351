use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::random;
use crate::tensor::ViewMut;

/// Normal with a given mean and standard deviation; Keras' `RandomNormal`.
///
/// `random_normal(mean = 0.0, stddev = 0.05)`
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = random_normal(mean = 1.0)) > }
///
/// let net = Net::new(1);
/// let kernel = net.dense().kernel();
/// let mean = kernel.iter().sum::<f32>() / 32.0;
/// assert!((mean - 1.0).abs() < 0.05);
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug)]
pub struct random_normal {
    mean: f32,
    stddev: f32,
}

impl random_normal {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        random_normal {
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
        random_normal::new().mean(mean).stddev(stddev)
    }

    /// The mean.
    #[must_use]
    pub const fn mean(self, mean: f32) -> Self {
        random_normal { mean, ..self }
    }

    /// The standard deviation, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn stddev(self, stddev: f32) -> Self {
        assert!(
            stddev >= 0.0 && stddev < f32::INFINITY,
            "the deviation of `random_normal` is 0 or more"
        );
        random_normal { stddev, ..self }
    }
}

impl Default for random_normal {
    fn default() -> Self {
        random_normal::new()
    }
}

impl Initializer for random_normal {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        fill_with(array, || random::normal(rng) * self.stddev + self.mean);
    }
}
