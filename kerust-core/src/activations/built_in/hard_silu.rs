use super::relu6;
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The hard sigmoid linear unit: x·(x/6 + ½), whose factor is limited to the range from 0 to 1;
/// Keras' `hard_silu` (Howard and others, 2019).
///
/// Its derivative is 0 at −3 and 1 at 3, as in Keras.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(hard_silu) >].new(0);
/// assert_eq!(net.predict(&[-4.0, 1.5, 5.0]), [0.0, 1.125, 5.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum hard_silu {}

/// Keras' other name of [`hard_silu`].
#[allow(non_camel_case_types)]
pub type hard_swish = hard_silu;

impl Activate for hard_silu {
    const ELEMENTWISE: bool = true;
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| x * (relu6::of(x + 3.0) / 6.0));
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            let share = relu6::of(x + 3.0) / 6.0;
            let inside = (share > 0.0) & (share < 1.0);
            d * (share + math::select(inside, x / 6.0, 0.0))
        });
    }

    compiled_here!();
}
