use crate::simd::math;
use crate::tensor::LANES;

/// The index of the largest value, the first of equals; 0 where there is none.
///
/// ```
/// use kerust::metrics::Argmax;
///
/// assert_eq!([0.1, 0.7, 0.7].argmax(), 1);
/// ```
pub trait Argmax {
    /// The index of the largest value, the first of equals; as in NumPy, NaN is largest.
    fn argmax(&self) -> usize;
}

impl Argmax for [f32] {
    // Which output is largest cannot be predicted: two passes without a branch for it.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn argmax(&self) -> usize {
        if self.is_empty() {
            return 0;
        }
        let largest = self.iter().map(|x| order(*x)).fold(i32::MIN, i32::max);
        let (vectors, rest) = self.as_chunks::<LANES>();
        for (index, vector) in vectors.iter().enumerate() {
            let places = places(vector, largest);
            if places != 0 {
                return index * LANES + places.trailing_zeros() as usize;
            }
        }
        vectors.len() * LANES + places(rest, largest).trailing_zeros() as usize
    }
}

/// A whole number in the order of the numbers: the same for −0 and 0, the largest for NaN.
#[inline(always)]
pub(crate) fn order(x: f32) -> i32 {
    // −0 + 0 is 0. By bits, as `math::select` is.
    let nan = i32::from(x.is_nan()).wrapping_neg();
    (math::rank(x + 0.0) | nan) & (i32::MAX | !nan)
}

/// A bit for each place of `largest`, of up to sixteen.
#[inline(always)]
fn places(values: &[f32], largest: i32) -> u32 {
    let bits = values
        .iter()
        .zip(0..)
        .map(|(x, place)| u32::from(order(*x) == largest) << place);
    bits.fold(0, |places, bit| places | bit)
}

#[cfg(test)]
mod tests {
    use rand_core::Rng;

    use super::*;

    #[test]
    fn as_one_comparison_after_the_other() {
        let mut rng = crate::random::generator(1);
        let few = [
            -1.0,
            -0.0,
            0.0,
            0.5,
            2.0,
            f32::INFINITY,
            f32::NEG_INFINITY,
            f32::NAN,
            -f32::NAN,
        ];
        for length in 0..70 {
            for choice in 1..=few.len() {
                let mut values = [0.0; 70];
                values.fill_with(|| {
                    let some = &few[few.len() - choice..];
                    some[rng.next_u32() as usize % choice]
                });
                let values = &values[..length];
                let mut best = 0;
                for (index, value) in values.iter().enumerate() {
                    if *value > values[best] || (value.is_nan() && !values[best].is_nan()) {
                        best = index;
                    }
                }
                assert_eq!(values.argmax(), best, "{values:?}");
            }
        }
    }
}
