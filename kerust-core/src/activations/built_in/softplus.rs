use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The softplus, ln(1 + eˣ): a smooth `relu`; Keras' `softplus` (Glorot and others, 2011).
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(softplus) >].new(0);
/// let y = net.predict(&[0.0, 100.0]);
/// assert!((y[0] - std::f32::consts::LN_2).abs() < 1e-6);
/// assert_eq!(y[1], 100.0);
/// ```
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

    compiled_here!();
}
