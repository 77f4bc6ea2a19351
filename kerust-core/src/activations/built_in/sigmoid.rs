use crate::activations::Activate;
use crate::math;

/// 1 / (1 + e⁻ˣ)
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum sigmoid {}

impl Activate for sigmoid {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, math::sigmoid);
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| d * (y * (1.0 - y)));
    }
}
