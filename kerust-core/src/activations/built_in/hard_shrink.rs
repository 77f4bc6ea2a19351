use core::marker::PhantomData;

use crate::activations::numbers::{Half, Number};
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The hard shrinkage: x, and 0 from −threshold to threshold, where its derivative is 0 too; Keras'
/// `hard_shrink`.
///
/// `hard_shrink<threshold = 0.5>`: `hard_shrink<0.3>` is Keras' `hard_shrink(x, threshold=0.3)`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(hard_shrink) >].new(0);
/// assert_eq!(net.predict(&[-2.0, 0.4, 1.0]), [-2.0, 0.0, 1.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct hard_shrink<Threshold = Half>(PhantomData<fn() -> Threshold>);

impl<T: Number> Activate for hard_shrink<T> {
    const SETTINGS: &'static [f32] = &[T::VALUE];
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| math::select(x.abs() > T::VALUE, x, 0.0));
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| {
            math::select(y.abs() > T::VALUE, d, 0.0)
        });
    }

    compiled_here!(hard_shrink, if T::VALUE == 0.5);
}
