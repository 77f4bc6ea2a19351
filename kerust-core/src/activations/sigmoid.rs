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
        for x in values {
            *x = 1.0 / (1.0 + math::exp(-*x));
        }
    }

    #[inline(always)]
    fn backward(outputs: &[f32], gradient: &mut [f32], _: usize) {
        for (y, d) in outputs.iter().zip(gradient) {
            *d *= y * (1.0 - y);
        }
    }
}
