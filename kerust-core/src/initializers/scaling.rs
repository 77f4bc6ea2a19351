//! The words for `variance_scaling(mode = …, distribution = …)`, and the drawing of their numbers.

use rand_core::Rng;

use super::{fill_with, truncated_normal};
use crate::random;
use crate::simd::math;
use crate::tensor::ViewMut;

/// The deviation of the standard normal distribution cut off at ±2.
const CUT_DEVIATION: f32 = 0.879_625_7;

/// A word for `mode = …`: the number of units that the variance is divided by.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a mode of `variance_scaling`",
    label = "not a mode",
    note = "write `fan_in`, `fan_out` or `fan_avg`"
)]
pub trait Mode {
    /// The weights of `fan_in` and `fan_out` in n.
    const SHARES: [f32; 2];
}

/// A word for `distribution = …`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a distribution of `variance_scaling`",
    label = "not a distribution",
    note = "write `truncated_normal`, `untruncated_normal` or `uniform`"
)]
pub trait Distribution {
    /// The distribution of the numbers.
    const DRAWS: Draws;
}

/// The distribution of drawn numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Draws {
    /// Normal, cut off at two standard deviations, and widened so that the variance stays as asked for.
    Truncated,
    /// Normal.
    Normal,
    /// Uniform.
    Uniform,
}

/// `mode = fan_in`: the number of inputs of a unit.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum fan_in {}

impl Mode for fan_in {
    const SHARES: [f32; 2] = [1.0, 0.0];
}

/// `mode = fan_out`: the number of units that an input goes to.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum fan_out {}

impl Mode for fan_out {
    const SHARES: [f32; 2] = [0.0, 1.0];
}

/// `mode = fan_avg`: the mean of `fan_in` and `fan_out`.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum fan_avg {}

impl Mode for fan_avg {
    const SHARES: [f32; 2] = [0.5, 0.5];
}

/// `distribution = uniform`: between ±√(3·variance).
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum uniform {}

impl Distribution for uniform {
    const DRAWS: Draws = Draws::Uniform;
}

/// `distribution = untruncated_normal`: normal, without a limit.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum untruncated_normal {}

impl Distribution for untruncated_normal {
    const DRAWS: Draws = Draws::Normal;
}

impl Distribution for truncated_normal {
    const DRAWS: Draws = Draws::Truncated;
}

/// Fills the array with numbers of mean 0 and variance `scale` / n.
pub(super) fn fill(
    scale: f32,
    [inputs, outputs]: [f32; 2],
    draws: Draws,
    array: &mut ViewMut<'_>,
    rng: &mut dyn Rng,
) {
    let (fan_in, fan_out) = array.as_view().fans();
    let n = (inputs * fan_in as f32 + outputs * fan_out as f32).max(1.0);
    match draws {
        Draws::Truncated => {
            let deviation = math::sqrt(scale / n) / CUT_DEVIATION;
            fill_with(array, || deviation * random::cut_normal(rng));
        }
        Draws::Normal => {
            let deviation = math::sqrt(scale / n);
            fill_with(array, || deviation * random::normal(rng));
        }
        Draws::Uniform => {
            let limit = math::sqrt(3.0 * scale / n);
            fill_with(array, || limit * (2.0 * random::unit(rng) - 1.0));
        }
    }
}
