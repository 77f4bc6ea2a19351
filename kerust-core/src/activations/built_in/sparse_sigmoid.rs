use crate::activations::Activate;
use crate::math;

/// (x + 1)/2 between 0 and 1; its derivative at both ends is ¼, as of Keras on JAX.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum sparse_sigmoid {}

impl Activate for sparse_sigmoid {
    const ELEMENTWISE: bool = true;
    // An output of 1 may be the end itself or beyond it.
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
            // Of the sum, which rounding may bring to an end.
            let sum = x + 1.0;
            let slope = math::select((sum == 0.0) | (sum == 2.0), 0.25, 0.5);
            d * math::select((0.0..=2.0).contains(&sum), slope, 0.0)
        });
    }
}
