use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The mish function, x·tanh(ln(1 + eˣ)); Keras' `mish` (Misra, 2019).
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(mish) >].new(0);
/// let y = net.predict(&[0.0, 1.0]);
/// assert_eq!(y[0], 0.0);
/// assert!((y[1] - 0.865_098).abs() < 1e-5);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum mish {}

impl Activate for mish {
    const ELEMENTWISE: bool = true;
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            let e = power(x);
            let n = e * (e + 2.0);
            x * (n / (n + 2.0))
        });
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            let e = power(x);
            let n = e * (e + 2.0);
            let slope = 4.0 * x * (e * (1.0 + e)) / (n + 2.0);
            d * (n + slope) / (n + 2.0)
        });
    }

    compiled_here!();
}

/// eˣ, limited: with n = e·(e + 2) the hyperbolic tangent is n / (n + 2), which is 1 for all larger x.
#[inline(always)]
fn power(x: f32) -> f32 {
    math::exp(math::select(x > 20.0, 20.0, x))
}
