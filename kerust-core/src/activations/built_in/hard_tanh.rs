use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The hard hyperbolic tangent: x, limited to the range from −1 to 1; Keras' `hard_tanh`. Its
/// derivative at both ends is 1, as in Keras on JAX.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(hard_tanh) >].new(0);
/// assert_eq!(net.predict(&[-4.0, 0.5, 5.0]), [-1.0, 0.5, 1.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum hard_tanh {}

impl Activate for hard_tanh {
    const ELEMENTWISE: bool = true;
    // An output of 1 may come from an input of 1 or from a larger one.
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            let x = math::select(x < -1.0, -1.0, x);
            math::select(x > 1.0, 1.0, x)
        });
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| math::select(x.abs() > 1.0, 0.0, d));
    }

    compiled_here!();
}
