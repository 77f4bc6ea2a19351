use crate::activations::Activate;
use crate::math;

/// x − tanh x
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
}
