use super::{Confusion, ratio};
use crate::simd::math;

/// A curve with a point for each threshold; Keras' `curve`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Curve {
    /// The receiver operating characteristic: recall over the rate of false positives.
    #[default]
    ROC,
    /// Precision over recall.
    PR,
    /// Gain of precision over gain of recall (Flach and Kull 2015).
    PRGAIN,
}

/// The estimate of the area between two thresholds; Keras' `summation_method`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Summation {
    /// By the mean of both heights; for [`Curve::PR`] as Davis and Goadrich (2006), between positives.
    #[default]
    Interpolation,
    /// By the lower height.
    Minoring,
    /// By the higher height.
    Majoring,
}

impl Curve {
    /// The area under the curve through `points`, the highest threshold first.
    pub(super) fn area(self, how: Summation, points: impl Iterator<Item = Confusion>) -> f32 {
        let mut area = 0.0;
        let mut before: Option<Confusion> = None;
        for point in points {
            if let Some(before) = &before {
                area += f64::from(self.between(how, &point, before));
            }
            before = Some(point);
        }
        area as f32
    }

    /// The area between a threshold and the next higher one.
    fn between(self, how: Summation, low: &Confusion, high: &Confusion) -> f32 {
        if self == Curve::PR && how == Summation::Interpolation {
            return interpolated(low, high);
        }
        let ([x, y], [next_x, next_y]) = (self.point(low), self.point(high));
        let height = match how {
            Summation::Interpolation => (y + next_y) / 2.0,
            Summation::Minoring => y.min(next_y),
            Summation::Majoring => y.max(next_y),
        };
        (x - next_x) * height
    }

    fn point(self, at: &Confusion) -> [f32; 2] {
        match self {
            Curve::ROC => [at.false_positive_rate(), at.recall()],
            Curve::PR => [at.recall(), at.precision()],
            Curve::PRGAIN if at.true_positives == 0.0 => [0.0, 1.0],
            Curve::PRGAIN => {
                let labelled = at.true_positives + at.false_negatives;
                let others = at.true_negatives + at.false_positives;
                let scale = ratio(labelled, others);
                let gain = |lost| 1.0 - scale * ratio(lost, at.true_positives);
                [gain(at.false_negatives).max(0.0), gain(at.false_positives)]
            }
        }
    }
}

/// The area where positives, true and false, lie on a line between two thresholds.
fn interpolated(low: &Confusion, high: &Confusion) -> f32 {
    let positives = |at: &Confusion| at.true_positives + at.false_positives;
    let more = low.true_positives - high.true_positives;
    let slope = ratio(more, (positives(low) - positives(high)).max(0.0));
    let intercept = high.true_positives as f32 - slope * positives(high) as f32;
    let quotient = if positives(low) > 0.0 && positives(high) > 0.0 {
        positives(low) as f32 / positives(high) as f32
    } else {
        1.0
    };
    let area = slope * (more as f32 + intercept * math::log(quotient));
    let labelled = (high.true_positives + high.false_negatives).max(0.0);
    ratio(area.into(), labelled)
}
