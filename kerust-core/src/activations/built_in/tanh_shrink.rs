use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The hyperbolic shrinkage, x − tanh x; Keras' `tanh_shrink`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(tanh_shrink) >].new(0);
/// assert_eq!(net.predict(&[0.0, 100.0]), [0.0, 99.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum tanh_shrink {}

impl Activate for tanh_shrink {
    const ELEMENTWISE: bool = true;
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| x - math::tanh(x));
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            let y = math::tanh(x);
            d * (y * y)
        });
    }

    compiled_here!();
}
