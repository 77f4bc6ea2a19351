use crate::losses::{Prediction, clip, passes};
use crate::simd::math;
use crate::word::Bound;

crate::loss! {
    /// −Σ t·ln y over the classes, the last axis, and the mean over all other axes. Probabilities y are divided by
    /// their sum first.
    ///
    /// - Outputs and labels: probabilities after `softmax`, or with `from_logits = true` logits after `linear`; labels
    ///   with a 1 at the class, or probabilities, of the same shape.
    /// - Range: from 0, in nats; even probabilities of n classes cost ln n. They are kept 10⁻⁷ away from 0 and 1.
    /// - Source: Keras' `CategoricalCrossentropy`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // −ln 0.7
    /// let (outputs, label) = ([0.1, 0.7, 0.2], [0.0, 1.0, 0.0]);
    /// let loss = categorical_crossentropy::new().value(&outputs, &label, 3);
    /// assert!((loss - 0.356675).abs() < 1e-5);
    /// ```
    categorical_crossentropy<FROM_LOGITS>, val_categorical_crossentropy,
    OneHot after softmax by before_softmax {
        /// The share of each target that is spread evenly over all classes, from 0 to 1; 0 by default.
        label_smoothing: f32 where Bound::SHARE = 0.0,
    }
}

loss_of_rows! { categorical_crossentropy<FROM_LOGITS>, OneHot }

/// From targets to those that are spread over all classes.
#[derive(Clone, Copy)]
struct Smoothing {
    scale: f32,
    offset: f32,
}

impl Smoothing {
    #[inline(always)]
    fn of(self, target: f32) -> f32 {
        target * self.scale + self.offset
    }
}

/// The sum of the targets whose outputs are not clipped.
#[inline(always)]
fn passing(place: Prediction<'_>, sum: f32, smooth: Smoothing) -> f32 {
    place.sum(|y, t| math::select(passes(y / sum), smooth.of(t), 0.0))
}

impl<const FROM_LOGITS: bool> categorical_crossentropy<FROM_LOGITS> {
    #[inline(always)]
    fn smoothing(&self, width: usize) -> Smoothing {
        Smoothing {
            scale: 1.0 - self.label_smoothing,
            offset: self.label_smoothing / width as f32,
        }
    }

    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        let smooth = self.smoothing(row.width);
        row.mean_of_places(|place| {
            if FROM_LOGITS {
                let log_sum = math::log_sum_exp(place.outputs);
                return place.sum(|z, t| smooth.of(t) * (log_sum - z));
            }
            let sum = math::sum(place.outputs);
            -place.sum(|y, t| smooth.of(t) * math::ln(clip(y / sum)))
        })
    }

    #[inline(always)]
    fn write_gradient(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let (smooth, scale) = (self.smoothing(row.width), scale * row.share());
        row.write_places(gradient, |place, gradient| {
            if FROM_LOGITS {
                let weight = place.sum(|_, t| smooth.of(t));
                math::softmax(place.outputs, gradient);
                return math::zip(place.target, gradient, |t, y| {
                    scale * (y * weight - smooth.of(t))
                });
            }
            let sum = math::sum(place.outputs);
            let weight = passing(place, sum, smooth);
            place.write(gradient, |y, t| {
                let own = math::select(passes(y / sum), smooth.of(t) / y, 0.0);
                scale * (weight / sum - own)
            });
        });
    }
}

impl categorical_crossentropy {
    /// The gradient with respect to the input of `softmax`.
    #[inline(always)]
    fn before_softmax(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let (smooth, scale) = (self.smoothing(row.width), scale * row.share());
        row.write_places(gradient, |place, gradient| {
            let weight = passing(place, 1.0, smooth);
            place.write(gradient, |y, t| {
                let own = math::select(passes(y), smooth.of(t), 0.0);
                scale * (y * weight - own)
            });
        });
    }
}
