use crate::activations::Activate;
use crate::math;

/// x / (1 + e⁻ˣ)
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum silu {}

/// Keras' other name of [`silu`].
#[allow(non_camel_case_types)]
pub type swish = silu;

impl Activate for silu {
    const ELEMENTWISE: bool = true;
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| x * math::sigmoid(x));
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            let share = math::sigmoid(x);
            d * (share + x * (share * (1.0 - share)))
        });
    }
}
