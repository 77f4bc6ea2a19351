use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The softmax, exp(xᵢ) / Σⱼ exp(xⱼ) along the last axis: probabilities of classes, which add up to
/// 1; Keras' `softmax`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<4>, Activation(softmax) >].new(0);
/// assert_eq!(net.predict(&[1.0, 1.0, 1.0, 1.0]), [0.25, 0.25, 0.25, 0.25]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum softmax {}

impl Activate for softmax {
    #[inline(always)]
    fn forward(values: &mut [f32], width: usize) {
        let width = width.max(1);
        for row in values.chunks_exact_mut(width) {
            // Whether or not the maximum is NaN, a NaN reaches all outputs through its own power.
            let max = math::largest(row);
            row.iter_mut().for_each(|x| *x -= max);
        }
        // All rows at once: a short row would leave most of a vector empty.
        math::map(values, math::exp);
        for row in values.chunks_exact_mut(width) {
            let sum = math::sum(row);
            math::map(row, |x| x / sum);
        }
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], width: usize) {
        let width = width.max(1);
        let rows = outputs
            .chunks_exact(width)
            .zip(gradient.chunks_exact_mut(width));
        for (outputs, gradient) in rows {
            let dot = math::sum_of(outputs, gradient, |y, d| y * d);
            math::zip(outputs, gradient, |y, d| y * (d - dot));
        }
    }

    compiled_here!();
}
