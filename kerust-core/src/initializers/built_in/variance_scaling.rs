use rand_core::Rng;

use crate::initializers::scaling::{self, Draws};
use crate::initializers::{Distribution, Initializer, Mode, fan_in, truncated_normal};
use crate::tensor::ViewMut;

/// Mean 0 and variance `scale` / n, where n is a number of inputs or outputs; Keras'
/// `VarianceScaling`.
///
/// `variance_scaling(scale = 1.0, mode = fan_in, distribution = truncated_normal)`. Modes are
/// `fan_in`, `fan_out` and `fan_avg`, distributions `truncated_normal`, `untruncated_normal` and
/// `uniform`.
///
/// ```
/// use kerust::prelude::*;
///
/// // As `glorot_uniform`.
/// const LIKE_GLOROT: variance_scaling =
///     variance_scaling::new().mode::<fan_avg>().distribution::<uniform>();
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = LIKE_GLOROT) > }
///
/// let net = Net::new(1);
/// let limit = (6.0_f32 / (8.0 + 4.0)).sqrt();
/// assert!(net.dense().kernel().iter().all(|w| w.abs() <= limit));
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug)]
pub struct variance_scaling {
    scale: f32,
    shares: [f32; 2],
    draws: Draws,
}

impl variance_scaling {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        variance_scaling::of(1.0)
    }

    /// The initializer with this scale, above 0.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(scale: f32) -> Self {
        variance_scaling {
            scale: 1.0,
            shares: fan_in::SHARES,
            draws: truncated_normal::DRAWS,
        }
        .scale(scale)
    }

    /// The scale: the variance times n; above 0.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn scale(self, scale: f32) -> Self {
        assert!(
            scale > 0.0 && scale < f32::INFINITY,
            "the scale of `variance_scaling` is above 0"
        );
        variance_scaling { scale, ..self }
    }

    /// The meaning of n: `fan_in`, `fan_out` or `fan_avg`.
    #[must_use]
    pub const fn mode<M: Mode>(self) -> Self {
        variance_scaling {
            shares: M::SHARES,
            ..self
        }
    }

    /// The distribution: `truncated_normal`, `untruncated_normal` or `uniform`.
    #[must_use]
    pub const fn distribution<D: Distribution>(self) -> Self {
        variance_scaling {
            draws: D::DRAWS,
            ..self
        }
    }
}

impl Default for variance_scaling {
    fn default() -> Self {
        variance_scaling::new()
    }
}

impl Initializer for variance_scaling {
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        scaling::fill(self.scale, self.shares, self.draws, array, rng);
    }
}
