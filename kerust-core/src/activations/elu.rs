use crate::activations::Activate;
use crate::math;

/// x, and eˣ − 1 below 0; Keras' `elu` with its `alpha` of 1.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum elu {}

/// Keras' `celu`; with its `alpha` of 1 it is [`elu`].
#[allow(non_camel_case_types)]
pub type celu = elu;

impl Activate for elu {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| math::select(x > 0.0, x, math::exp_m1(x)));
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| {
            d * math::select(y > 0.0, 1.0, y + 1.0)
        });
    }
}
