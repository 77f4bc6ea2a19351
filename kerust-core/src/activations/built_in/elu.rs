use core::marker::PhantomData;

use crate::activations::numbers::{Number, One};
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The exponential linear unit: x above 0 and α·(eˣ − 1) below; Keras' `elu` (Clevert and others,
/// 2016).
///
/// `elu<alpha = 1.0>`: `elu<0.5>` is Keras' `elu(x, alpha=0.5)`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(elu<0.5>) >].new(0);
/// assert_eq!(net.predict(&[-100.0, 0.0, 2.0]), [-0.5, 0.0, 2.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct elu<Alpha = One>(PhantomData<fn() -> Alpha>);

impl<A: Number> Activate for elu<A> {
    const SETTINGS: &'static [f32] = &[A::VALUE];
    const ELEMENTWISE: bool = true;
    // With an α below 0 the outputs are positive on both sides of 0.
    const KEEPS_INPUT: bool = A::VALUE < 0.0;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            math::select(x > 0.0, x, A::VALUE * math::exp_m1(x))
        });
    }

    #[inline(always)]
    fn backward(inputs: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        if Self::KEEPS_INPUT {
            math::zip(inputs, gradient, |x, d| {
                d * math::select(x > 0.0, 1.0, A::VALUE * math::exp(x))
            });
        } else {
            math::zip(outputs, gradient, |y, d| {
                d * math::select(y > 0.0, 1.0, y + A::VALUE)
            });
        }
    }

    compiled_here!(elu, if A::VALUE == 1.0);
}
