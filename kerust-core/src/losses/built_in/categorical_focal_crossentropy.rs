use crate::losses::{Prediction, clip, passes};
use crate::simd::math;
use crate::word::Bound;

crate::loss! {
    /// −Σ α·(1 − p)^γ·t·ln p over the classes, the last axis, with their probabilities p, and the mean over all other
    /// axes: [`categorical_crossentropy`] in which classes that are right already count little. Probabilities are
    /// divided by their sum first.
    ///
    /// - Outputs and labels: probabilities after `softmax`, or with `from_logits = true` logits after `linear`; labels
    ///   with a 1 at the class, or probabilities, of the same shape.
    /// - Range: from 0. Probabilities are kept 10⁻⁷ away from 0 and 1.
    /// - Source: T.-Y. Lin and others, "Focal Loss for Dense Object Detection", 2017; Keras'
    ///   `CategoricalFocalCrossentropy`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // −0.25 · (1 − 0.7)² · ln 0.7
    /// let (outputs, label) = ([0.1, 0.7, 0.2], [0.0, 1.0, 0.0]);
    /// let loss = categorical_focal_crossentropy::new().value(&outputs, &label, 3);
    /// assert!((loss - 0.008025).abs() < 1e-6);
    /// ```
    ///
    /// [`categorical_crossentropy`]: struct@crate::losses::categorical_crossentropy
    categorical_focal_crossentropy<FROM_LOGITS>, val_categorical_focal_crossentropy,
    OneHot after softmax {
        /// α, a factor; 0.25 by default.
        alpha: f32 where Bound::NOT_NEGATIVE = 0.25,
        /// γ, the power; 2 by default.
        gamma: f32 = 2.0,
        /// The share of each target that is spread evenly over all classes, from 0 to 1; 0 by default.
        label_smoothing: f32 where Bound::SHARE = 0.0,
    }
}

loss_of_rows! { categorical_focal_crossentropy<FROM_LOGITS>, OneHot }

impl<const FROM_LOGITS: bool> categorical_focal_crossentropy<FROM_LOGITS> {
    /// The target of one of `width` classes.
    #[inline(always)]
    fn smooth(&self, t: f32, width: usize) -> f32 {
        t * (1.0 - self.label_smoothing) + self.label_smoothing / width as f32
    }

    /// The value of one class, whose probability is `p`, and its derivative.
    #[inline(always)]
    fn at(&self, p: f32, t: f32) -> [f32; 2] {
        let (q, gamma) = (clip(p), self.gamma);
        let (log, factor) = (math::ln(q), math::powf(1.0 - q, gamma));
        let slope = gamma * math::powf(1.0 - q, gamma - 1.0) * log - factor / q;
        let slope = math::select(passes(p), self.alpha * t * slope, 0.0);
        [-self.alpha * t * factor * log, slope]
    }

    /// The logarithm of the sum of all exponentials, or the sum of all outputs: the divisor of probabilities.
    #[inline(always)]
    fn base(outputs: &[f32]) -> [f32; 2] {
        if FROM_LOGITS {
            let log_sum = math::log_sum_exp(outputs);
            return [log_sum, 1.0];
        }
        [0.0, math::sum(outputs)]
    }

    #[inline(always)]
    fn probability(y: f32, [log_sum, sum]: [f32; 2]) -> f32 {
        if FROM_LOGITS {
            math::exp(y - log_sum)
        } else {
            y / sum
        }
    }

    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        row.mean_of_places(|place| {
            let base = Self::base(place.outputs);
            let values = place.outputs.iter().zip(place.target).map(|(y, t)| {
                let p = Self::probability(*y, base);
                self.at(p, self.smooth(*t, row.width))[0]
            });
            values.sum()
        })
    }

    #[inline(always)]
    fn write_gradient(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let scale = scale * row.share();
        row.write_places(gradient, |place, gradient| {
            let base = Self::base(place.outputs);
            let mut dot = 0.0;
            place.write(gradient, |y, t| {
                let p = Self::probability(y, base);
                let slope = self.at(p, self.smooth(t, row.width))[1];
                dot += p * slope;
                slope
            });
            for (d, y) in gradient.iter_mut().zip(place.outputs) {
                let inner = if FROM_LOGITS {
                    Self::probability(*y, base)
                } else {
                    1.0 / base[1]
                };
                *d = scale * (*d - dot) * inner;
            }
        });
    }
}
