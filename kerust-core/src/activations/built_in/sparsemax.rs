use core::cmp::Reverse;

use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// Keras' `sparsemax`, max(x − τ, 0) along the last axis: many of its outputs are 0.
///
/// Let the numbers of a row be in descending order, and let k be the number of those at the front
/// that are greater than (their cumulative sum − 1) / their position, counted from 1. Keras' τ is
/// (the sum of these k *cumulative sums* − 1) / k. The projection onto the simplex (Martins and
/// Astudillo, 2016) has the last cumulative sum in place of their sum, so Keras' outputs add up to
/// less than 1 where k is above 1.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(sparsemax) >].new(0);
/// assert_eq!(net.predict(&[0.0, 0.5, 3.0]), [0.0, 0.0, 1.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum sparsemax {}

impl Activate for sparsemax {
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], width: usize) {
        for row in values.chunks_exact_mut(width.max(1)) {
            let threshold = Threshold::of(row);
            math::map(row, |x| {
                math::select(x < threshold.tau, 0.0, x - threshold.tau)
            });
        }
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], width: usize) {
        let width = width.max(1);
        let rows = inputs
            .chunks_exact(width)
            .zip(gradient.chunks_exact_mut(width));
        for (row, gradient) in rows {
            let Threshold { tau, count } = Threshold::of(row);
            // Where both sides of a maximum are equal, JAX gives each one half.
            math::zip(row, gradient, |x, d| {
                d * math::select(x > tau, 1.0, math::select(x == tau, 0.5, 0.0))
            });
            let share = math::sum(gradient) / count as f32;
            for (place, index) in descending(row).take(count).enumerate() {
                gradient[index] -= share * (count - place) as f32;
            }
        }
    }

    compiled_here!();
}

/// The τ that is subtracted from a row, and the number k of values that it was made from.
struct Threshold {
    tau: f32,
    count: usize,
}

impl Threshold {
    fn of(row: &[f32]) -> Self {
        let (mut count, mut cumulative, mut sum) = (0, 0.0, 0.0);
        for index in descending(row) {
            cumulative += row[index];
            if row[index] <= (cumulative - 1.0) / (count + 1) as f32 {
                break;
            }
            count += 1;
            sum += cumulative;
        }
        let tau = (sum - 1.0) / count as f32;
        Threshold { tau, count }
    }
}

/// The indices of a row's numbers, the largest first and equal ones in their order. It takes no memory:
/// each step searches the whole row for the next one.
fn descending(row: &[f32]) -> impl Iterator<Item = usize> {
    let key = |index: usize| (math::rank(row[index]), Reverse(index));
    let next = move |last: Option<usize>| {
        let left = (0..row.len()).filter(|index| last.is_none_or(|last| key(*index) < key(last)));
        left.max_by_key(|index| key(*index))
    };
    core::iter::successors(next(None), move |last| next(Some(*last)))
}
