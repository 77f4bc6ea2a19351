use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The rectified linear unit up to 6, min(max(x, 0), 6); Keras' `relu6` (Krizhevsky, 2010). Its
/// derivative at 0 and at 6 is 0, as in Keras.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(relu6) >].new(0);
/// assert_eq!(net.predict(&[-1.0, 2.0, 9.0]), [0.0, 2.0, 6.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum relu6 {}

impl Activate for relu6 {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, of);
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| {
            math::select((y > 0.0) & (y < 6.0), d, 0.0)
        });
    }

    compiled_here!();
}

/// min(max(x, 0), 6); NaN stays.
#[inline(always)]
pub(super) fn of(x: f32) -> f32 {
    let x = math::select(x < 0.0, 0.0, x);
    math::select(x > 6.0, 6.0, x)
}
