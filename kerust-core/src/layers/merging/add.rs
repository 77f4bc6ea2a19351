use super::elementwise::elementwise;
use crate::graph::INPUTS;
use crate::kernels::merging::Operation;

/// The sum of its inputs, a + b + …; Keras' `Add`.
///
/// It takes two inputs or more, of the same shape. Axes of size 1 are repeated, as in numpy: a
/// `Vector<C>` goes along the channels of an `Image<H, W, C>`. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< x: Vector<2> > { (x, x -> Rescaling(10.0)) -> Add }].new(0);
/// assert_eq!(net.predict(&[1.0, 2.0]), [11.0, 22.0]);
/// ```
#[derive(Debug)]
pub struct Add;

impl Operation for Add {
    const READS: bool = false;

    #[inline(always)]
    fn join(a: f32, b: f32) -> f32 {
        a + b
    }

    #[inline(always)]
    fn slopes(_: f32, _: f32) -> [f32; 2] {
        [1.0, 1.0]
    }
}

elementwise!(Add, INPUTS);
