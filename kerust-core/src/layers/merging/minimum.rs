use super::elementwise::elementwise;
use crate::graph::INPUTS;
use crate::kernels::merging::{Operation, shares};
use crate::simd::math::select;

/// The smallest of its inputs, number by number; Keras' `Minimum`.
///
/// It takes two inputs or more, of the same shape. Axes of size 1 are repeated, as in numpy. The gradient
/// goes to the smallest; among two equal numbers it is halved, where the inputs are compared from the first on. If
/// one is NaN, the result is. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< x: Vector<2> > { (x, x -> Rescaling(10.0)) -> Minimum }].new(0);
/// assert_eq!(net.predict(&[-1.0, 2.0]), [-10.0, 2.0]);
/// ```
#[derive(Debug)]
pub struct Minimum;

impl Operation for Minimum {
    const READS: bool = true;

    #[inline(always)]
    fn join(a: f32, b: f32) -> f32 {
        select((b < a) | b.is_nan(), b, a)
    }

    #[inline(always)]
    fn slopes(a: f32, b: f32) -> [f32; 2] {
        shares(a, b, Self::join(a, b))
    }
}

elementwise!(Minimum, INPUTS);
