use core::marker::PhantomData;

use crate::activations::numbers::{Half, Number};
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The soft shrinkage: x moved towards 0 by the threshold, and 0 from −threshold to threshold, where
/// its derivative is 0 too; Keras' `soft_shrink`.
///
/// `soft_shrink<threshold = 0.5>`: `soft_shrink<0.3>` is Keras' `soft_shrink(x, threshold=0.3)`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(soft_shrink) >].new(0);
/// assert_eq!(net.predict(&[-2.0, 0.4, 1.0]), [-1.5, 0.0, 0.5]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct soft_shrink<Threshold = Half>(PhantomData<fn() -> Threshold>);

impl<T: Number> Activate for soft_shrink<T> {
    const SETTINGS: &'static [f32] = &[T::VALUE];
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            let below = math::select(x < -T::VALUE, x + T::VALUE, 0.0);
            math::select(x > T::VALUE, x - T::VALUE, below)
        });
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| math::select(y == 0.0, 0.0, d));
    }

    compiled_here!(soft_shrink, if T::VALUE == 0.5);
}
