use super::elementwise::elementwise;
use crate::kernels::merging::Operation;

/// The first of two inputs without the second, a − b; Keras' `Subtract`.
///
/// Both have the same shape. Axes of size 1 are repeated, as in numpy. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< x: Vector<2> > { (x -> Rescaling(10.0), x) -> Subtract }].new(0);
/// assert_eq!(net.predict(&[1.0, 2.0]), [9.0, 18.0]);
/// ```
#[derive(Debug)]
pub struct Subtract;

impl Operation for Subtract {
    const READS: bool = false;

    #[inline(always)]
    fn join(a: f32, b: f32) -> f32 {
        a - b
    }

    #[inline(always)]
    fn slopes(_: f32, _: f32) -> [f32; 2] {
        [1.0, -1.0]
    }
}

elementwise!(Subtract, 2);
