use super::elementwise::elementwise;
use crate::graph::INPUTS;
use crate::kernels::merging::Operation;

/// The product of its inputs, a · b · …, number by number; Keras' `Multiply`.
///
/// It takes two inputs or more, of the same shape. Axes of size 1 are repeated, as in numpy: a
/// `Vector<C>` weighs the channels of an `Image<H, W, C>`. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< x: Vector<2> > { (x, x -> Rescaling(10.0)) -> Multiply }].new(0);
/// assert_eq!(net.predict(&[1.0, 2.0]), [10.0, 40.0]);
/// ```
#[derive(Debug)]
pub struct Multiply;

impl Operation for Multiply {
    const READS: bool = true;

    #[inline(always)]
    fn join(a: f32, b: f32) -> f32 {
        a * b
    }

    #[inline(always)]
    fn slopes(a: f32, b: f32) -> [f32; 2] {
        [b, a]
    }
}

elementwise!(Multiply, INPUTS);
