use super::relu6;
use crate::activations::Activate;
use crate::math;

/// x·(x/6 + ½), where the factor stays between 0 and 1; its derivative at −3 is 0 and at 3 is 1, as
/// in Keras.
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
}
