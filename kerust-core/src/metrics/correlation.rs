use crate::losses::Prediction;
use crate::simd::math;

/// The variances and the covariance of one output and its targets.
pub(super) struct Correlation {
    /// The outputs' mean less the targets'.
    pub bias: f32,
    /// The variance of the outputs, and of the targets.
    pub variances: [f32; 2],
    pub covariance: f32,
}

impl Correlation {
    #[inline(always)]
    fn of(place: Prediction<'_>) -> Self {
        let count = place.outputs.len() as f32;
        let (y, t) = (
            math::sum(place.outputs) / count,
            math::sum(place.target) / count,
        );
        Correlation {
            bias: y - t,
            variances: [
                place.mean(|a, _| (a - y) * (a - y)),
                place.mean(|_, b| (b - t) * (b - t)),
            ],
            covariance: place.mean(|a, b| (a - y) * (b - t)),
        }
    }

    /// The mean of `value` over the places of a row.
    #[inline(always)]
    pub fn mean(row: Prediction<'_>, value: impl Fn(Correlation) -> f32) -> f32 {
        let values = row.places().map(|place| value(Correlation::of(place)));
        values.sum::<f32>() / (row.outputs.len() / row.width) as f32
    }
}
