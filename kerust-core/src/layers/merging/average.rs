use super::elementwise::elementwise;
use crate::graph::INPUTS;
use crate::kernels::merging::Operation;

/// The mean of its inputs, (a + b + …) / n; Keras' `Average`.
///
/// It takes two inputs or more, of the same shape. Axes of size 1 are repeated, as in numpy. It has no
/// weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< x: Vector<2> > { (x, x -> Rescaling(10.0)) -> Average }].new(0);
/// assert_eq!(net.predict(&[1.0, 2.0]), [5.5, 11.0]);
/// ```
#[derive(Debug)]
pub struct Average;

impl Operation for Average {
    const READS: bool = false;

    #[inline(always)]
    fn join(a: f32, b: f32) -> f32 {
        a + b
    }

    #[inline(always)]
    fn slopes(_: f32, _: f32) -> [f32; 2] {
        [1.0, 1.0]
    }

    #[inline(always)]
    fn finish(joined: f32, count: f32) -> f32 {
        joined / count
    }
}

elementwise!(Average, INPUTS);
