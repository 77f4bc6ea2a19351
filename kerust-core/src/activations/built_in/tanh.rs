use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The hyperbolic tangent, (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ); Keras' `tanh`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(tanh) >].new(0);
/// assert_eq!(net.predict(&[0.0, 100.0]), [0.0, 1.0]);
/// ```
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

    compiled_here!();
}
