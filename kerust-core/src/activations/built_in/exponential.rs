use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The exponential function eˣ; Keras' `exponential`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(exponential) >].new(0);
/// let y = net.predict(&[0.0, 1.0]);
/// assert_eq!(y[0], 1.0);
/// assert!((y[1] - std::f32::consts::E).abs() < 1e-6);
/// ```
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

    compiled_here!();
}
