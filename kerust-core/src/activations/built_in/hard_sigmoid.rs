use super::relu6;
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The hard sigmoid: x/6 + ½, limited to the range from 0 to 1; Keras' `hard_sigmoid`. Its derivative
/// at both ends, −3 and 3, is 0, as in Keras.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(hard_sigmoid) >].new(0);
/// assert_eq!(net.predict(&[-4.0, 0.0, 5.0]), [0.0, 0.5, 1.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum hard_sigmoid {}

impl Activate for hard_sigmoid {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| relu6::of(x + 3.0) / 6.0);
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| {
            math::select((y > 0.0) & (y < 1.0), d / 6.0, 0.0)
        });
    }

    compiled_here!();
}
