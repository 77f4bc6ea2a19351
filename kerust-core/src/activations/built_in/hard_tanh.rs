use crate::activations::Activate;
use crate::math;

/// x between −1 and 1; its derivative at both ends is 1, as of Keras on JAX.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum hard_tanh {}

impl Activate for hard_tanh {
    const ELEMENTWISE: bool = true;
    // An output of 1 may be the end itself or beyond it.
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
}
