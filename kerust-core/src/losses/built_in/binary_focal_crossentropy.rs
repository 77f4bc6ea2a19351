use crate::losses::{EPSILON, Prediction, clip, passes};
use crate::simd::math;
use crate::word::Bound;

crate::loss! {
    /// The mean of −(1 − p)^γ·ln p over the outputs of a row, where p is the probability that an output gives to its
    /// target: [`binary_crossentropy`] in which outputs that are right already count little.
    ///
    /// - Outputs and labels: probabilities after `sigmoid`, or with `from_logits = true` logits after `linear`; labels
    ///   of 0 and 1, or probabilities, of the same shape.
    /// - Range: from 0. Probabilities are kept 10⁻⁷ away from 0 and 1.
    /// - Source: T.-Y. Lin and others, "Focal Loss for Dense Object Detection", 2017; Keras'
    ///   `BinaryFocalCrossentropy`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // −(1 − 0.8)² · ln 0.8
    /// let loss = binary_focal_crossentropy::new().value(&[0.8], &[1.0], 1);
    /// assert!((loss - 0.008926).abs() < 1e-6);
    /// ```
    ///
    /// [`binary_crossentropy`]: struct@crate::losses::binary_crossentropy
    binary_focal_crossentropy<FROM_LOGITS>, val_binary_focal_crossentropy,
    Bits after sigmoid {
        /// Whether targets of 1 count α times and those of 0 1 − α times; `false` by default.
        apply_class_balancing: bool = false,
        /// α, the weight of targets of 1 with `apply_class_balancing = true`; 0.25 by default.
        alpha: f32 where Bound::NOT_NEGATIVE = 0.25,
        /// γ, the power; 2 by default.
        gamma: f32 = 2.0,
        /// The share by which targets are moved from 0 and 1 towards 0.5, from 0 to 1; 0 by default.
        label_smoothing: f32 where Bound::SHARE = 0.0,
    }
}

loss_of_rows! { binary_focal_crossentropy<FROM_LOGITS>, Bits }

impl<const FROM_LOGITS: bool> binary_focal_crossentropy<FROM_LOGITS> {
    /// The value of one output, and its derivative.
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> [f32; 2] {
        // 1 − p would cancel where p comes near 1.
        let (p, q) = if FROM_LOGITS {
            (math::sigmoid(y), math::sigmoid(-y))
        } else {
            (y, 1.0 - y)
        };
        let t = t * (1.0 - self.label_smoothing) + 0.5 * self.label_smoothing;
        let least = 1.0 - (1.0 - EPSILON);
        let rest = q.clamp(least, 1.0 - EPSILON);
        let entropy = -(t * math::ln(clip(p)) + (1.0 - t) * math::ln(rest));
        let slope = (1.0 - t) / q - t / p;
        let slope = math::select(passes(p), slope, 0.0);
        let wrong = t * q + (1.0 - t) * p;
        let factor = math::powf(wrong, self.gamma);
        let change = self.gamma * math::powf(wrong, self.gamma - 1.0) * (1.0 - 2.0 * t);
        let weight = if self.apply_class_balancing {
            t * self.alpha + (1.0 - t) * (1.0 - self.alpha)
        } else {
            1.0
        };
        let inner = if FROM_LOGITS { p * q } else { 1.0 };
        [
            weight * factor * entropy,
            weight * (change * entropy + factor * slope) * inner,
        ]
    }

    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        let both = row.outputs.iter().zip(row.target);
        let values = both.map(|(y, t)| self.at(*y, *t)[0]);
        values.sum::<f32>() / row.outputs.len() as f32
    }

    #[inline(always)]
    fn write_gradient(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let scale = scale / row.outputs.len() as f32;
        row.write(gradient, |y, t| scale * self.at(y, t)[1]);
    }
}
