use core::marker::PhantomData;

use crate::activations::numbers::{Four, Number};
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The squareplus, (x + √(x² + b))/2: a smooth `relu` without an exponential; Keras' `squareplus`
/// (Barron, 2021).
///
/// `squareplus<b = 4.0>`: `squareplus<2.0>` is Keras' `squareplus(x, b=2)`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(squareplus<9.0>) >].new(0);
/// assert_eq!(net.predict(&[0.0, 4.0]), [1.5, 4.5]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct squareplus<B = Four>(PhantomData<fn() -> B>);

impl<B: Number> squareplus<B> {
    #[inline(always)]
    fn root(x: f32) -> f32 {
        math::sqrt(x * x + B::VALUE)
    }
}

impl<B: Number> Activate for squareplus<B> {
    const SETTINGS: &'static [f32] = &[B::VALUE];
    const ELEMENTWISE: bool = true;
    // Outputs of numbers far below 0 have lost most of their digits.
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| (x + Self::root(x)) / 2.0);
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(inputs, gradient, |x, d| {
            d * (0.5 + 0.5 * (x / Self::root(x)))
        });
    }

    compiled_here!(squareplus, if B::VALUE == 4.0);
}
