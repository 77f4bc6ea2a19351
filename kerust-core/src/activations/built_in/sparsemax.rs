use core::cmp::Reverse;

use crate::activations::Activate;
use crate::math;

/// Keras' `sparsemax` along the last axis: max(x − τ, 0), many of which are 0.
///
/// With the numbers of a row in descending order, the first k of them are those greater than
/// (their cumulative sum − 1) / their place. Keras' τ is (the sum of these k *cumulative sums* − 1)
/// / k; the projection on the simplex (Martins and Astudillo, 2016) has the last cumulative sum in
/// place of their sum. So with k above 1 outputs have a sum below 1.
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
            // Of a maximum of equals JAX gives each one half.
            math::zip(row, gradient, |x, d| {
                d * math::select(x > tau, 1.0, math::select(x == tau, 0.5, 0.0))
            });
            let share = math::sum(gradient) / count as f32;
            for (place, index) in descending(row).take(count).enumerate() {
                gradient[index] -= share * (count - place) as f32;
            }
        }
    }
}

/// What is subtracted from a row, and how many of its numbers have made it.
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

/// The places of a row's numbers, the largest first, without room for them: each time it looks at
/// the whole row for the next one. Of equals the first is first.
fn descending(row: &[f32]) -> impl Iterator<Item = usize> {
    let key = |index: usize| (math::rank(row[index]), Reverse(index));
    let next = move |last: Option<usize>| {
        let left = (0..row.len()).filter(|index| last.is_none_or(|last| key(*index) < key(last)));
        left.max_by_key(|index| key(*index))
    };
    core::iter::successors(next(None), move |last| next(Some(*last)))
}
