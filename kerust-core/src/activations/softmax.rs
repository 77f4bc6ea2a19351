use crate::activations::Activate;
use crate::math;

/// eˣ over the sum of eˣ along the last axis: probabilities of classes.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum softmax {}

impl Activate for softmax {
    #[inline(always)]
    fn forward(values: &mut [f32], width: usize) {
        for values in values.chunks_exact_mut(width.max(1)) {
            let max = values.iter().fold(f32::NEG_INFINITY, |max, x| max.max(*x));
            let mut sum = 0.0;
            for x in values.iter_mut() {
                *x = math::exp(*x - max);
                sum += *x;
            }
            for x in values {
                *x /= sum;
            }
        }
    }

    #[inline(always)]
    fn backward(outputs: &[f32], gradient: &mut [f32], width: usize) {
        let width = width.max(1);
        let rows = outputs
            .chunks_exact(width)
            .zip(gradient.chunks_exact_mut(width));
        for (outputs, gradient) in rows {
            let dot: f32 = outputs
                .iter()
                .zip(gradient.iter())
                .map(|(y, d)| y * d)
                .sum();
            for (y, d) in outputs.iter().zip(gradient) {
                *d = y * (*d - dot);
            }
        }
    }
}
