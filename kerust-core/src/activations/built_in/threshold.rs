use core::marker::PhantomData;

use crate::activations::{Activate, Number};
use crate::math;

/// x above the first number, and the second number elsewhere, where its derivative is 0; Keras'
/// `threshold(x, threshold, default_value)`: `Dense<2, 3>(threshold<0.5, 0.0>)`.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct threshold<Threshold, Default>(PhantomData<fn() -> (Threshold, Default)>);

impl<T: Number, D: Number> Activate for threshold<T, D> {
    const SETTINGS: &'static [f32] = &[T::VALUE, D::VALUE];
    const ELEMENTWISE: bool = true;
    // Where the default is above the threshold, an output does not tell which of both it is.
    const KEEPS_INPUT: bool = D::VALUE > T::VALUE;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| math::select(x > T::VALUE, x, D::VALUE));
    }

    #[inline(always)]
    fn backward(inputs: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        let known = if Self::KEEPS_INPUT { inputs } else { outputs };
        math::zip(known, gradient, |x, d| math::select(x > T::VALUE, d, 0.0));
    }
}
