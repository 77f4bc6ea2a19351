use crate::activations::Activate;
use crate::math;

/// eˣ
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum exponential {}

impl Activate for exponential {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, math::exp);
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| d * y);
    }
}
