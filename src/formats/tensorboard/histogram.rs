//! Histograms of numbers.

const BUCKETS: usize = 30;

/// Buckets of equal width from the smallest number to the largest: lower bound, upper bound and count.
///
/// As in `tf.summary.histogram`, equal numbers are all in the last bucket. Numbers that are not finite are
/// left out.
pub(super) fn buckets(values: &[f32]) -> [[f64; 3]; BUCKETS] {
    let finite = || {
        values
            .iter()
            .filter(|v| v.is_finite())
            .map(|v| f64::from(*v))
    };
    let mut buckets = [[0.0; 3]; BUCKETS];
    let Some(least) = finite().reduce(f64::min) else {
        return buckets;
    };
    let most = finite().fold(least, f64::max);
    let width = (most - least) / BUCKETS as f64;
    for (index, [from, to, _]) in buckets.iter_mut().enumerate() {
        *from = least + width * index as f64;
        *to = least + width * (index + 1) as f64;
    }
    // The last bound is exact, without rounding.
    buckets[BUCKETS - 1][1] = most;
    for value in finite() {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Of finite numbers.
        let bucket = if width > 0.0 {
            ((value - least) / width) as usize
        } else {
            BUCKETS
        };
        buckets[bucket.min(BUCKETS - 1)][2] += 1.0;
    }
    buckets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(values: &[f32]) -> Vec<(usize, f64)> {
        let buckets = buckets(values).into_iter().map(|[_, _, count]| count);
        buckets
            .enumerate()
            .filter(|(_, count)| *count > 0.0)
            .collect()
    }

    #[test]
    fn buckets_are_those_of_tensorflow() {
        // `tensorboard.plugins.histogram.summary_v2._buckets` of TensorBoard 2.21.
        let values = [0.0, 1.0, 2.5, -1.0, 0.1];
        let places = [(0, 1.0), (8, 1.0), (9, 1.0), (17, 1.0), (29, 1.0)];
        assert_eq!(counts(&values), places);
        let buckets = buckets(&values);
        assert_eq!(
            buckets[0],
            [-1.0, f64::from_bits(0xbfec_4444_4444_4444), 1.0]
        );
        assert_eq!(
            buckets[29],
            [f64::from_bits(0x4003_1111_1111_1111), 2.5, 1.0]
        );
    }

    #[test]
    fn equal_numbers_are_in_the_last_bucket() {
        assert_eq!(buckets(&[1.0; 3])[..29], [[1.0, 1.0, 0.0]; 29]);
        assert_eq!(buckets(&[1.0; 3])[29], [1.0, 1.0, 3.0]);
    }

    #[test]
    fn what_is_not_finite_is_left_out() {
        assert_eq!(buckets(&[]), [[0.0; 3]; 30]);
        assert_eq!(buckets(&[f32::NAN, f32::INFINITY]), [[0.0; 3]; 30]);
        let values = [f32::NAN, -1.0, f32::NEG_INFINITY, 1.0];
        assert_eq!(counts(&values), [(0, 1.0), (29, 1.0)]);
        let widest = [f32::MIN, f32::MAX];
        assert_eq!(counts(&widest), [(0, 1.0), (29, 1.0)]);
    }
}
