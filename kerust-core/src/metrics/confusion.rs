use super::best::Best;
use super::{Labelled, ratio};

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
        // By 0 and 1, because nobody can predict what a model predicts.
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

    /// The share of what is predicted that is labelled so.
    #[must_use]
    pub fn precision(&self) -> f32 {
        let predicted = self.true_positives + self.false_positives;
        ratio(self.true_positives, predicted)
    }

    /// The share of what is labelled that is predicted; sensitivity.
    #[must_use]
    pub fn recall(&self) -> f32 {
        let labelled = self.true_positives + self.false_negatives;
        ratio(self.true_positives, labelled)
    }

    /// The share of what is not labelled so that is not predicted.
    #[must_use]
    pub fn specificity(&self) -> f32 {
        let not_labelled = self.true_negatives + self.false_positives;
        ratio(self.true_negatives, not_labelled)
    }

    /// The share of what is not labelled so that is predicted.
    #[must_use]
    pub fn false_positive_rate(&self) -> f32 {
        let not_labelled = self.true_negatives + self.false_positives;
        ratio(self.false_positives, not_labelled)
    }
}

/// A word with the setting `thresholds`, whose value is the sum of [`Confusion`] with its name.
macro_rules! counted {
    ($name:ident) => {
        impl<T: $crate::metrics::Labelled + ?Sized> $crate::metrics::Judges<T> for $name {
            type State<R: $crate::shape::Row> = $crate::metrics::Confusion;

            fn check(&self) -> Result<(), $crate::Error> {
                $crate::contract::check("thresholds", self.thresholds.into())
            }

            fn state<R: $crate::shape::Row>(&self) -> $crate::metrics::Confusion {
                $crate::metrics::Confusion::default()
            }

            #[inline(always)]
            fn update<R: $crate::shape::Row>(
                &self,
                state: &mut $crate::metrics::Confusion,
                outputs: &[f32],
                target: &T,
                _: usize,
                weight: f32,
            ) {
                state.add_all(outputs, target, self.thresholds, weight);
            }

            fn result<R: $crate::shape::Row>(&self, state: &$crate::metrics::Confusion) -> f32 {
                state.$name as f32
            }
        }

        goes_with! { $name, probabilities }
    };
}

/// A word with the settings of a [`Cut`], whose value is that of [`Confusion`] with its name.
macro_rules! cut {
    ($name:ident) => {
        impl<T: $crate::metrics::Labelled + ?Sized> $crate::metrics::Judges<T> for $name {
            type State<R: $crate::shape::Row> = $crate::metrics::Confusion;

            fn check(&self) -> Result<(), $crate::Error> {
                let threshold = self.thresholds.unwrap_or(0.5);
                $crate::contract::check("thresholds", threshold.into())
            }

            fn state<R: $crate::shape::Row>(&self) -> $crate::metrics::Confusion {
                $crate::metrics::Confusion::default()
            }

            #[inline(always)]
            fn update<R: $crate::shape::Row>(
                &self,
                state: &mut $crate::metrics::Confusion,
                outputs: &[f32],
                target: &T,
                width: usize,
                weight: f32,
            ) {
                let cut = $crate::metrics::confusion::Cut {
                    threshold: self.thresholds,
                    top_k: self.top_k,
                    class_id: self.class_id,
                };
                cut.add(state, outputs, target, width, weight);
            }

            fn result<R: $crate::shape::Row>(&self, state: &$crate::metrics::Confusion) -> f32 {
                state.$name()
            }
        }

        goes_with! { $name, probabilities }
    };
}

/// Which outputs are predicted to be so, and which are looked at: the settings of precision and recall.
pub(super) struct Cut {
    pub threshold: Option<f32>,
    pub top_k: Option<usize>,
    pub class_id: Option<usize>,
}

impl Cut {
    /// Adds the outputs of one row.
    #[inline(always)]
    pub fn add<T>(
        &self,
        confusion: &mut Confusion,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
    ) where
        T: Labelled + ?Sized,
    {
        if self.top_k.is_none() && self.class_id.is_none() {
            return confusion.add_all(outputs, target, self.threshold.unwrap_or(0.5), weight);
        }
        // Keras' threshold where `top_k` decides.
        let default = if self.top_k.is_some() { -1e10 } else { 0.5 };
        let threshold = self.threshold.unwrap_or(default);
        for (place, outputs) in outputs.chunks_exact(width).enumerate() {
            let best = self.top_k.map(|k| Best::of(outputs, k));
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
