use crate::activations::Activate;
use crate::math;

/// x, and 0.2·x below 0; its derivative at 0 is 1, as of Keras on JAX.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum leaky_relu {}

const SLOPE: f32 = 0.2;

impl Activate for leaky_relu {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| math::select(x < 0.0, SLOPE * x, x + 0.0));
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| {
            math::select(y < 0.0, SLOPE * d, d + 0.0)
        });
    }
}
