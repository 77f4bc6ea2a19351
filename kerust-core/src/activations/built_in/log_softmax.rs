use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The logarithm of the softmax, xᵢ − ln Σⱼ exp(xⱼ) along the last axis: logarithms of probabilities;
/// Keras' `log_softmax`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(log_softmax) >].new(0);
/// let y = net.predict(&[1.0, 1.0]);
/// assert!((y[0] + std::f32::consts::LN_2).abs() < 1e-6);
/// assert_eq!(y[0], y[1]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum log_softmax {}

impl Activate for log_softmax {
    #[inline(always)]
    fn forward(values: &mut [f32], width: usize) {
        for row in values.chunks_exact_mut(width.max(1)) {
            let max = math::largest(row);
            math::map(row, |x| x - max);
            let sum = math::ln(math::sum_of(row, row, |x, _| math::exp(x)));
            math::map(row, |x| x - sum);
        }
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], width: usize) {
        let width = width.max(1);
        let rows = outputs
            .chunks_exact(width)
            .zip(gradient.chunks_exact_mut(width));
        for (outputs, gradient) in rows {
            let sum = math::sum(gradient);
            math::zip(outputs, gradient, |y, d| d - math::exp(y) * sum);
        }
    }

    compiled_here!();
}
