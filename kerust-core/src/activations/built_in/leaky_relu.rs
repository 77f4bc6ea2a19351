use core::marker::PhantomData;

use crate::activations::numbers::{Fifth, Number};
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The leaky rectified linear unit: x from 0 upwards and slope·x below; Keras' `leaky_relu` (Maas and
/// others, 2013).
///
/// `leaky_relu<negative_slope = 0.2>`: `leaky_relu<0.3>` is Keras' `leaky_relu(x,
/// negative_slope=0.3)`. Its derivative at 0 is 1, as in Keras on JAX.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(leaky_relu<0.25>) >].new(0);
/// assert_eq!(net.predict(&[-2.0, 0.0, 2.0]), [-0.5, 0.0, 2.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct leaky_relu<NegativeSlope = Fifth>(PhantomData<fn() -> NegativeSlope>);

impl<S: Number> Activate for leaky_relu<S> {
    const SETTINGS: &'static [f32] = &[S::VALUE];
    const ELEMENTWISE: bool = true;
    // Only a slope above 0 leaves the signs as they are.
    const KEEPS_INPUT: bool = S::VALUE <= 0.0;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| math::select(x < 0.0, S::VALUE * x, x + 0.0));
    }

    #[inline(always)]
    fn backward(inputs: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        let known = if Self::KEEPS_INPUT { inputs } else { outputs };
        math::zip(known, gradient, |x, d| {
            math::select(x < 0.0, S::VALUE * d, d + 0.0)
        });
    }

    compiled_here!(leaky_relu, if S::VALUE == 0.2);
}
