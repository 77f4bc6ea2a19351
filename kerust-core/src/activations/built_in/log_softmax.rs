use crate::activations::Activate;
use crate::math;

/// x minus the logarithm of the sum of eˣ along the last axis: logarithms of probabilities.
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
}
