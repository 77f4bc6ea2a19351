use crate::losses::{Prediction, clip, passes};
use crate::simd::math;
use crate::word::Bound;

crate::loss! {
    /// The mean of −(t·ln y + (1 − t)·ln(1 − y)) over the outputs y of a row and their targets t: of questions that
    /// are each yes or no.
    ///
    /// - Outputs and labels: probabilities after `sigmoid`, or with `from_logits = true` logits after `linear`; labels
    ///   of 0 and 1, or probabilities, of the same shape.
    /// - Range: from 0, in nats; an output of 0.5 costs 0.693. Probabilities are kept 10⁻⁷ away from 0 and 1.
    /// - Source: Keras' `BinaryCrossentropy`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // −(ln 0.8 + ln(1 − 0.5)) / 2
    /// let loss = binary_crossentropy::new().value(&[0.8, 0.5], &[1.0, 0.0], 2);
    /// assert!((loss - 0.458145).abs() < 1e-5);
    /// ```
    binary_crossentropy<FROM_LOGITS>, val_binary_crossentropy,
    Bits after sigmoid by before_sigmoid {
        /// The share by which targets are moved from 0 and 1 towards 0.5, from 0 to 1; 0 by default.
        label_smoothing: f32 where Bound::SHARE = 0.0,
    }
}

pointwise! { binary_crossentropy<FROM_LOGITS>, Bits }

impl<const FROM_LOGITS: bool> binary_crossentropy<FROM_LOGITS> {
    #[inline(always)]
    fn smooth(&self, t: f32) -> f32 {
        t * (1.0 - self.label_smoothing) + 0.5 * self.label_smoothing
    }

    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        let t = self.smooth(t);
        if FROM_LOGITS {
            // −t ln σ(z) − (1 − t) ln σ(−z)
            return math::softplus(y) - t * y;
        }
        let y = clip(y);
        -(t * math::ln(y) + (1.0 - t) * math::ln(1.0 - y))
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        let t = self.smooth(t);
        if FROM_LOGITS {
            return scale * (math::sigmoid(y) - t);
        }
        let passed = scale * ((1.0 - t) / (1.0 - y) - t / y);
        math::select(passes(y), passed, 0.0)
    }
}

impl binary_crossentropy {
    /// The gradient with respect to the input of `sigmoid`.
    #[inline(always)]
    fn before_sigmoid(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let scale = scale / row.outputs.len() as f32;
        row.write(gradient, |y, t| {
            math::select(passes(y), scale * (y - self.smooth(t)), 0.0)
        });
    }
}
