use crate::activations::Activate;
use crate::math;

/// max(x, 0); its derivative at 0 is 0, as in Keras.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum relu {}

impl Activate for relu {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        // NaN is not below 0, and stays. Without the addition, which makes 0 of −0, only the zeros
        // would be written, under a mask, which is slow.
        math::map(values, |x| math::select(x < 0.0, 0.0, x + 0.0));
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| {
            math::select(y > 0.0, d + 0.0, 0.0)
        });
    }
}
