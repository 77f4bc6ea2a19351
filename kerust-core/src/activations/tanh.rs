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
        for x in values {
            *x = math::tanh(*x);
        }
    }

    #[inline(always)]
    fn backward(outputs: &[f32], gradient: &mut [f32], _: usize) {
        for (y, d) in outputs.iter().zip(gradient) {
            *d *= 1.0 - y * y;
        }
    }
}
