use crate::activations::Activate;
use crate::math;

/// The hyperbolic tangent.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum tanh {}

impl Activate for tanh {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, math::tanh);
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| d * (1.0 - y * y));
    }
}
