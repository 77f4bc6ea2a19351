use super::top_outputs::TopOutputs;
use super::{Labelled, ratio};
use crate::losses::Prediction;

/// The weights of outputs by what they are predicted to be, and by what they are.
#[derive(Clone, Debug, Default)]
pub struct Confusion {
    /// Above the threshold, and so labelled.
    pub true_positives: f64,
    /// Above the threshold, and not so labelled.
    pub false_positives: f64,
    /// Not above the threshold, and not so labelled.
    pub true_negatives: f64,
    /// Not above the threshold, but labelled so.
    pub false_negatives: f64,
}

impl Confusion {
    /// Adds one output.
    #[inline(always)]
    pub fn add(&mut self, predicted: bool, labelled: bool, weight: f32) {
        // By 0 and 1 instead of a branch, which the processor could not predict.
        let weight = f64::from(weight);
        let share = |condition: bool| if condition { weight } else { 0.0 };
        self.true_positives += share(predicted & labelled);
        self.false_positives += share(predicted & !labelled);
        self.true_negatives += share(!predicted & !labelled);
        self.false_negatives += share(!predicted & labelled);
    }

    /// Adds each output by itself.
    #[inline(always)]
    pub fn add_all<T>(&mut self, outputs: &[f32], target: &T, threshold: f32, weight: f32)
    where
        T: Labelled + ?Sized,
    {
        for (index, output) in outputs.iter().enumerate() {
            self.add(*output > threshold, target.at(index) != 0.0, weight);
        }
    }

    fn labelled(&self) -> f64 {
        self.true_positives + self.false_negatives
    }

    fn not_labelled(&self) -> f64 {
        self.true_negatives + self.false_positives
    }

    /// The share of the predicted that is labelled so.
    #[must_use]
    pub fn precision(&self) -> f32 {
        ratio(
            self.true_positives,
            self.true_positives + self.false_positives,
        )
    }

    /// The share of the labelled that is predicted; sensitivity.
    #[must_use]
    pub fn recall(&self) -> f32 {
        ratio(self.true_positives, self.labelled())
    }

    /// The share of the not labelled that is not predicted.
    #[must_use]
    pub fn specificity(&self) -> f32 {
        ratio(self.true_negatives, self.not_labelled())
    }

    /// The share of the not labelled that is predicted.
    #[must_use]
    pub fn false_positive_rate(&self) -> f32 {
        ratio(self.false_positives, self.not_labelled())
    }
}

/// Declares a metric with the setting `thresholds`, whose value is the sum of [`Confusion`] with its name.
macro_rules! counted {
    ($(#[$doc:meta])* $name:ident, $val_name:ident) => {
        crate::metric! {
            $(#[$doc])*
            $name, $val_name, crate::metrics::Direction::Neither {
                /// The number that an output which means 1 is above, from 0 to 1; 0.5 by default.
                thresholds: f32 where crate::word::Bound::SHARE = 0.5,
            }
        }

        summed! {
            $name in crate::metrics::Confusion,
            add |metric, sums, row, weight| {
                sums.add_all(row.outputs, row.target, metric.thresholds, weight)
            },
            value |_, sums| sums.$name as f32,
        }
        goes_with! { $name, probabilities }
    };
}

/// Declares a metric with the settings of a [`Cut`], whose value is that of [`Confusion`] with its name.
macro_rules! cut {
    ($(#[$doc:meta])* $name:ident, $val_name:ident) => {
        crate::metric! {
            $(#[$doc])*
            $name, $val_name, crate::metrics::Direction::Max {
                /// The number that an output which means 1 is above, from 0 to 1; one number. Keras' default is
                /// 0.5, and none with `top_k`.
                thresholds: Option<f32> where crate::word::Bound::SHARE = None,
                /// Only that many of a row's outputs, the largest, are above the threshold.
                top_k: Option<usize> = None,
                /// Only the outputs of this class count.
                class_id: Option<usize> = None,
            }
        }

        summed! {
            $name in crate::metrics::Confusion,
            add |metric, sums, row, weight| {
                let cut = crate::metrics::confusion::Cut {
                    threshold: metric.thresholds,
                    top_k: metric.top_k,
                    class_id: metric.class_id,
                };
                cut.add(sums, row, weight)
            },
            value |_, sums| sums.$name(),
        }
        goes_with! { $name, probabilities }
    };
}

/// The settings of precision and recall: which outputs count as predicted, and which count at all.
pub(super) struct Cut {
    pub threshold: Option<f32>,
    pub top_k: Option<usize>,
    pub class_id: Option<usize>,
}

impl Cut {
    /// Adds the outputs of one row.
    #[inline(always)]
    pub fn add<T: Labelled + ?Sized>(
        &self,
        confusion: &mut Confusion,
        row: Prediction<'_, T>,
        weight: f32,
    ) {
        let (outputs, target, width) = (row.outputs, row.target, row.width);
        if self.top_k.is_none() && self.class_id.is_none() {
            return confusion.add_all(outputs, target, self.threshold.unwrap_or(0.5), weight);
        }
        // Keras' threshold where `top_k` decides.
        let default = if self.top_k.is_some() { -1e10 } else { 0.5 };
        let threshold = self.threshold.unwrap_or(default);
        for (place, outputs) in outputs.chunks_exact(width).enumerate() {
            let best = self.top_k.map(|k| TopOutputs::of(outputs, k));
            for (index, output) in outputs.iter().enumerate() {
                if self.class_id.is_none_or(|class| class == index) {
                    let among = best.as_ref().is_none_or(|best| best.has(outputs, index));
                    let labelled = target.at(place * width + index) != 0.0;
                    confusion.add((*output > threshold) & among, labelled, weight);
                }
            }
        }
    }
}
