use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The logistic function, 1 / (1 + e⁻ˣ): a probability from 0 to 1; Keras' `sigmoid`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(sigmoid) >].new(0);
/// let y = net.predict(&[-100.0, 0.0, 100.0]);
/// assert!(y[0] < 1e-6);
/// assert_eq!(y[1..], [0.5, 1.0]);
/// ```
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

    compiled_here!();
}
