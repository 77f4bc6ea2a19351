use crate::activations::Activate;
use crate::math;

/// ln(1 / (1 + e⁻ˣ))
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum log_sigmoid {}

impl Activate for log_sigmoid {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| -math::softplus(-x));
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| -d * math::exp_m1(y));
    }
}
