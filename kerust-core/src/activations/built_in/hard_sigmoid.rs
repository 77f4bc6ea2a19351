use super::relu6;
use crate::activations::Activate;
use crate::math;

/// x/6 + ½ between 0 and 1; its derivative at both ends is 0, as in Keras.
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
}
