use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The logarithm of the sigmoid, ln(1 / (1 + e⁻ˣ)); Keras' `log_sigmoid`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(log_sigmoid) >].new(0);
/// let y = net.predict(&[0.0, -100.0]);
/// assert!((y[0] + std::f32::consts::LN_2).abs() < 1e-6);
/// assert_eq!(y[1], -100.0);
/// ```
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

    compiled_here!();
}
