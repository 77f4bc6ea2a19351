use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The sparse softplus: 0 up to −1, (x + 1)²/4 from there to 1, and x above; Keras' `sparse_plus`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(sparse_plus) >].new(0);
/// assert_eq!(net.predict(&[-2.0, 0.0, 2.0]), [0.0, 0.25, 2.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum sparse_plus {}

impl Activate for sparse_plus {
    const ELEMENTWISE: bool = true;
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            let y = math::select(x < 1.0, (x + 1.0) * (x + 1.0) / 4.0, x);
            math::select(x <= -1.0, 0.0, y)
        });
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            let slope = math::select(x < 1.0, (x + 1.0) / 2.0, 1.0);
            d * math::select(x <= -1.0, 0.0, slope)
        });
    }

    compiled_here!();
}
