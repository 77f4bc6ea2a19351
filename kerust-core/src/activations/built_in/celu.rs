use core::marker::PhantomData;

use crate::activations::Activate;
use crate::activations::numbers::{Number, One};
use crate::math;

/// x, and eˣ − 1 below 0; `celu<0.5>` is Keras' `celu(x, alpha=0.5)`, which is α·(exp(x/α) − 1) there, with a
/// derivative that has no jump (Barron, 2017). An α of 0 is none.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct celu<Alpha = One>(PhantomData<fn() -> Alpha>);

impl<A: Number> Activate for celu<A> {
    const SETTINGS: &'static [f32] = &[A::VALUE];
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            math::select(x > 0.0, x, A::VALUE * math::exp_m1(x / A::VALUE))
        });
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| {
            d * math::select(y > 0.0, 1.0, y / A::VALUE + 1.0)
        });
    }
}
