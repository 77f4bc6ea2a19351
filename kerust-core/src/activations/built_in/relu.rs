use core::marker::PhantomData;

use crate::activations::numbers::{Infinity, Number, Zero};
use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The rectified linear unit, max(x, 0); Keras' `relu` (Nair and Hinton, 2010). Its derivative at 0
/// is 0, as in Keras.
///
/// `relu<negative_slope = 0.0, max_value = Infinity, threshold = 0.0>`: `relu<0.1, 6.0, 0.5>` is
/// Keras' `relu(x, negative_slope=0.1, max_value=6.0, threshold=0.5)`, which is x from the threshold
/// upwards, at most 6, and 0.1·(x − 0.5) below the threshold. With a threshold but no largest value
/// it is `relu<0.1, Infinity, 0.5>`. Its derivative at each kink is that of Keras on JAX.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(relu) >].new(0);
/// assert_eq!(net.predict(&[-1.0, 0.0, 2.0]), [0.0, 0.0, 2.0]);
///
/// let net = model![< Vector<3>, Activation(relu<0.5, 6.0>) >].new(0);
/// assert_eq!(net.predict(&[-1.0, 0.0, 9.0]), [-0.5, 0.0, 6.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct relu<NegativeSlope = Zero, MaxValue = Infinity, Threshold = Zero>(
    PhantomData<fn() -> (NegativeSlope, MaxValue, Threshold)>,
);

impl<S: Number, M: Number, T: Number> relu<S, M, T> {
    const IS_BOUNDED: bool = M::VALUE < f32::INFINITY;

    /// x, or 0 below the threshold.
    #[inline(always)]
    fn kept(x: f32) -> f32 {
        if T::VALUE == 0.0 {
            // NaN is not below 0, and stays. Without the addition, which makes 0 of −0, only the zeros
            // would be written, under a mask, which is slow.
            math::select(x < 0.0, 0.0, x + 0.0)
        } else {
            math::select(x > T::VALUE, x, 0.0)
        }
    }

    #[inline(always)]
    fn of(x: f32) -> f32 {
        let mut y = Self::kept(x);
        if Self::IS_BOUNDED {
            y = math::clip(y, 0.0, M::VALUE);
        }
        if S::VALUE != 0.0 {
            y -= S::VALUE * math::select(x >= T::VALUE, 0.0, T::VALUE - x);
        }
        y
    }

    /// The derivative of [`of`](Self::of).
    #[inline(always)]
    fn slope(x: f32) -> f32 {
        if !Self::IS_BOUNDED && T::VALUE == 0.0 && S::VALUE != 0.0 {
            return math::select(x < 0.0, S::VALUE, 1.0);
        }
        let mut slope = f32::from(x > T::VALUE);
        if Self::IS_BOUNDED {
            // The derivative at a bound is ½, but 0 where Keras calls its `relu6`.
            let half = f32::from(T::VALUE != 0.0 || M::VALUE != 6.0) / 2.0;
            let y = Self::kept(x);
            let inside =
                |distance: f32| math::select(distance == 0.0, half, (distance > 0.0).into());
            slope *= inside(y) * inside(M::VALUE - y);
        }
        slope + math::select(x < T::VALUE, S::VALUE, 0.0)
    }
}

impl<S: Number, M: Number, T: Number> Activate for relu<S, M, T> {
    const SETTINGS: &'static [f32] = if Self::IS_BOUNDED || S::VALUE != 0.0 || T::VALUE != 0.0 {
        &[S::VALUE, M::VALUE, T::VALUE]
    } else {
        &[]
    };
    const ELEMENTWISE: bool = true;
    // Without settings the outputs tell.
    const KEEPS_INPUT: bool = Self::IS_BOUNDED || S::VALUE != 0.0 || T::VALUE != 0.0;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, Self::of);
    }

    #[inline(always)]
    fn backward(inputs: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        if Self::KEEPS_INPUT {
            math::zip(inputs, gradient, |x, d| d * Self::slope(x));
        } else {
            math::zip(outputs, gradient, |y, d| {
                math::select(y > 0.0, d + 0.0, 0.0)
            });
        }
    }

    compiled_here!(relu, if Self::SETTINGS.is_empty());
}
