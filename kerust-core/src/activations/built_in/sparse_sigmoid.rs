use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The sparse sigmoid: (x + 1)/2, limited to the range from 0 to 1; Keras' `sparse_sigmoid`. Its
/// derivative at both ends, −1 and 1, is ¼, as in Keras on JAX.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(sparse_sigmoid) >].new(0);
/// assert_eq!(net.predict(&[-2.0, 0.0, 2.0]), [0.0, 0.5, 1.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum sparse_sigmoid {}

impl Activate for sparse_sigmoid {
    const ELEMENTWISE: bool = true;
    // An output of 1 may come from an input of 1 or from a larger one.
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            let y = (x + 1.0) / 2.0;
            let y = math::select(y < 0.0, 0.0, y);
            math::select(y > 1.0, 1.0, y)
        });
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            // The sum decides, because rounding may make it exactly 0 or 2.
            let sum = x + 1.0;
            let slope = math::select((sum == 0.0) | (sum == 2.0), 0.25, 0.5);
            d * math::select((0.0..=2.0).contains(&sum), slope, 0.0)
        });
    }

    compiled_here!();
}
