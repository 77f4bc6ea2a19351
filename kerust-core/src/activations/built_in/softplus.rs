use crate::activations::Activate;
use crate::math;

/// ln(1 + eˣ)
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum softplus {}

impl Activate for softplus {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, math::softplus);
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| -d * math::exp_m1(-y));
    }
}
