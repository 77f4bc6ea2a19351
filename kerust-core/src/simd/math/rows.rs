use super::{exp, ln, map, of_rank, rank, sum};

/// The largest number of a row; unspecified if the row has NaN.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn largest(row: &[f32]) -> f32 {
    of_rank(row.iter().map(|x| rank(*x)).fold(i32::MIN, i32::max))
}

/// ln Σ eˣ, without overflow.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn log_sum_exp(row: &[f32]) -> f32 {
    let max = largest(row);
    let powers: f32 = row.iter().map(|x| exp(x - max)).sum();
    max + ln(powers)
}

/// The softmax: eˣ over the sum of eˣ.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn softmax(from: &[f32], to: &mut [f32]) {
    let max = largest(from);
    for (y, x) in to.iter_mut().zip(from) {
        *y = x - max;
    }
    map(to, exp);
    let sum = sum(to);
    map(to, |y| y / sum);
}
