use crate::activations::Activate;
use crate::math;

/// (x + √(x² + 4))/2; Keras' `squareplus` with its `b` of 4 (Barron, 2021).
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum squareplus {}

impl Activate for squareplus {
    const ELEMENTWISE: bool = true;
    // Outputs of numbers far below 0 have lost most of their digits.
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| (x + root(x)) / 2.0);
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| d * (0.5 + 0.5 * (x / root(x))));
    }
}

#[inline(always)]
fn root(x: f32) -> f32 {
    math::sqrt(x * x + 4.0)
}
