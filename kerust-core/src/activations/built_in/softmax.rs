use crate::activations::Activate;
use crate::math;

/// eˣ over the sum of eˣ along the last axis: probabilities of classes.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum softmax {}

impl Activate for softmax {
    #[inline(always)]
    fn forward(values: &mut [f32], width: usize) {
        let width = width.max(1);
        for row in values.chunks_exact_mut(width) {
            // NaN may be the largest or not: it reaches all outputs through its own power.
            let max = math::largest(row);
            row.iter_mut().for_each(|x| *x -= max);
        }
        // Of all rows at once: a short row would leave most places of a vector empty.
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
}
