use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The sigmoid linear unit, x / (1 + e⁻ˣ); Keras' `silu` (Elfwing and others, 2018).
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(silu) >].new(0);
/// let y = net.predict(&[0.0, 1.0]);
/// assert_eq!(y[0], 0.0);
/// assert!((y[1] - 0.731_059).abs() < 1e-5);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum silu {}

/// Keras' other name of [`silu`].
#[allow(non_camel_case_types)]
pub type swish = silu;

impl Activate for silu {
    const ELEMENTWISE: bool = true;
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| x * math::sigmoid(x));
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            let share = math::sigmoid(x);
            d * (share + x * (share * (1.0 - share)))
        });
    }

    compiled_here!();
}
