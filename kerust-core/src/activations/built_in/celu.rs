use core::marker::PhantomData;

use crate::activations::numbers::{Number, One};
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The continuously differentiable exponential linear unit: x above 0 and α·(exp(x/α) − 1) below;
/// Keras' `celu` (Barron, 2017).
///
/// `celu<alpha = 1.0>`, where α is a number other than 0: `celu<0.5>` is Keras' `celu(x, alpha=0.5)`.
/// Its derivative has no jump at 0.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(celu) >].new(0);
/// assert_eq!(net.predict(&[-100.0, 0.0, 2.0]), [-1.0, 0.0, 2.0]);
/// ```
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

    compiled_here!(celu, if A::VALUE == 1.0);
}
