use core::marker::PhantomData;

use crate::activations::{Activate, Number};
use crate::simd::math;

/// The threshold function: x above the threshold and the default value elsewhere, where its
/// derivative is 0; Keras' `threshold`.
///
/// `threshold<threshold, default_value>`, which has no defaults: `threshold<0.5, 0.0>` is Keras'
/// `threshold(x, threshold=0.5, default_value=0.0)`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(threshold<0.5, 0.0>) >].new(0);
/// assert_eq!(net.predict(&[-1.0, 0.5, 2.0]), [0.0, 0.0, 2.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct threshold<Threshold, Default>(PhantomData<fn() -> (Threshold, Default)>);

impl<T: Number, D: Number> Activate for threshold<T, D> {
    const SETTINGS: &'static [f32] = &[T::VALUE, D::VALUE];
    const ELEMENTWISE: bool = true;
    // An output equal to a default above the threshold may be either of the two.
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
