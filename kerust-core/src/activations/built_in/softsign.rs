use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The softsign, x / (1 + |x|); Keras' `softsign`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(softsign) >].new(0);
/// assert_eq!(net.predict(&[-1.0, 0.0, 3.0]), [-0.5, 0.0, 0.75]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum softsign {}

impl Activate for softsign {
    const ELEMENTWISE: bool = true;
    // 1 − |y| of large numbers has lost most of its digits.
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| x / (1.0 + x.abs()));
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            let share = 1.0 / (1.0 + x.abs());
            d * share * share
        });
    }

    compiled_here!();
}
