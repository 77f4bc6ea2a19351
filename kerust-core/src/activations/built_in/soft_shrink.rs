use core::marker::PhantomData;

use crate::activations::Activate;
use crate::activations::numbers::{Half, Number};
use crate::math;

/// x, nearer to 0 by ½; between −½ and ½ it is 0, and so is its derivative. `soft_shrink<0.3>` is Keras'
/// `soft_shrink(x, threshold=0.3)`.
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
}
