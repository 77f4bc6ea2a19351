//! Functions of one number applied to slices of any length.
//!
//! A slice is processed in arrays of sixty-four numbers, then of sixteen, eight, four, two and one: loops of a
//! constant length, which compilers turn into vector instructions. (In a loop over the slice itself a
//! condition can become a branch, and the remainder is processed one by one.)

use crate::simd::{LANES, Vector16};

/// The numbers of a large array. A compiler unrolls a short loop over few, and then makes vectors across the
/// arrays, whose numbers it collects one by one.
const MANY: usize = 4 * LANES;

/// Applies `f` to all numbers, in place.
#[inline(always)]
pub(crate) fn map(values: &mut [f32], f: impl Fn(f32) -> f32 + Copy) {
    let values = map_by::<MANY>(values, f);
    let values = map_by::<LANES>(values, f);
    let values = map_by::<8>(values, f);
    let values = map_by::<4>(values, f);
    let values = map_by::<2>(values, f);
    map_by::<1>(values, f);
}

/// Applies `f` to all full arrays of `N` numbers, and returns the remainder.
#[inline(always)]
fn map_by<const N: usize>(values: &mut [f32], f: impl Fn(f32) -> f32) -> &mut [f32] {
    let (arrays, rest) = values.as_chunks_mut::<N>();
    for array in arrays {
        for y in array {
            *y = f(*y);
        }
    }
    rest
}

/// `b = f(a, b)` for each position of two slices of the same length. It is for many numbers, for which the
/// remainder after whole vectors does not matter.
#[inline(always)]
pub(crate) fn zip(a: &[f32], b: &mut [f32], f: impl Fn(f32, f32) -> f32) {
    debug_assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        *b = f(*a, *b);
    }
}

/// The sum of all numbers, in the order of [`sum_of`].
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn sum(values: &[f32]) -> f32 {
    sum_of(values, values, |x, _| x)
}

/// The sum of `f(a, b)` over all positions of two slices of the same length, in an order that depends only on
/// the length.
#[inline(always)]
pub(crate) fn sum_of(a: &[f32], b: &[f32], f: impl Fn(f32, f32) -> f32 + Copy) -> f32 {
    debug_assert_eq!(a.len(), b.len());
    // Adding −0 changes no number; 0 would change −0 to 0, which costs an addition.
    let mut sums = [-0.0; LANES];
    let (a, b) = add_by::<LANES>(&mut sums, a, b, f);
    let (a, b) = add_by::<8>(&mut sums, a, b, f);
    let (a, b) = add_by::<4>(&mut sums[8..], a, b, f);
    let (a, b) = add_by::<2>(&mut sums[12..], a, b, f);
    add_by::<1>(&mut sums[14..], a, b, f);
    total(sums)
}

/// Adds all full arrays of `N` numbers to the sums, and returns the remainder.
#[inline(always)]
fn add_by<'a, 'b, const N: usize>(
    sums: &mut [f32],
    a: &'a [f32],
    b: &'b [f32],
    f: impl Fn(f32, f32) -> f32,
) -> (&'a [f32], &'b [f32]) {
    let (a_arrays, a_rest) = a.as_chunks::<N>();
    let (b_arrays, b_rest) = b.as_chunks::<N>();
    for (a, b) in a_arrays.iter().zip(b_arrays) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += f(*a, *b);
        }
    }
    (a_rest, b_rest)
}

/// The sum of a vector: its halves are added until one number remains.
#[inline(always)]
fn total(mut vector: Vector16) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            vector[i] += vector[i + width];
        }
        width /= 2;
    }
    vector[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_has_all_its_numbers() {
        let numbers: [f32; 150] = core::array::from_fn(|i| i as f32 - 7.0);
        for length in 0..numbers.len() {
            let x = &numbers[..length];
            let mut values = numbers;
            map(&mut values[..length], |x| 2.0 * x + 1.0);
            let (done, left) = values.split_at(length);
            assert!(done.iter().zip(x).all(|(y, x)| *y == 2.0 * x + 1.0));
            assert_eq!(left, &numbers[length..]);

            let mut values = numbers;
            zip(x, &mut values[..length], |a, b| a * b + 1.0);
            let (done, left) = values.split_at(length);
            assert!(done.iter().zip(x).all(|(y, x)| *y == x * x + 1.0));
            assert_eq!(left, &numbers[length..]);

            // Sums of whole numbers are exact in any order.
            assert_eq!(sum(x), x.iter().sum::<f32>());
            assert_eq!(
                sum_of(x, x, |a, b| a * b),
                x.iter().map(|x| x * x).sum::<f32>()
            );
        }
    }

    #[test]
    fn a_number_has_the_same_result_wherever_it_is() {
        use crate::simd::math::{exp, ln, sigmoid, tanh};
        let numbers: [f32; 31] = core::array::from_fn(|i| 0.37 * i as f32 + 0.01);
        for f in [exp, ln, sigmoid, tanh] {
            let mut values = numbers;
            map(&mut values, f);
            assert_eq!(values, numbers.map(f));
        }
    }
}
