use crate::math;

/// How the outputs of one place and their targets vary.
pub(super) struct Correlation {
    /// The outputs' mean less the targets'.
    pub bias: f32,
    /// The variance of the outputs, and of the targets.
    pub variances: [f32; 2],
    pub covariance: f32,
}

impl Correlation {
    #[inline(always)]
    fn of(outputs: &[f32], target: &[f32]) -> Self {
        let count = outputs.len() as f32;
        let (y, t) = (math::sum(outputs) / count, math::sum(target) / count);
        Correlation {
            bias: y - t,
            variances: [
                math::sum_of(outputs, outputs, |a, _| (a - y) * (a - y)) / count,
                math::sum_of(target, target, |b, _| (b - t) * (b - t)) / count,
            ],
            covariance: math::sum_of(outputs, target, |a, b| (a - y) * (b - t)) / count,
        }
    }

    /// The mean of `value` over the places of a row.
    #[inline(always)]
    pub fn mean(
        outputs: &[f32],
        target: &[f32],
        width: usize,
        value: impl Fn(Correlation) -> f32,
    ) -> f32 {
        let places = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let values = places.map(|(outputs, target)| value(Correlation::of(outputs, target)));
        values.sum::<f32>() / (outputs.len() / width) as f32
    }
}
