use super::{Labelled, OutputSums};
use crate::simd::math::EPSILON;
use crate::tensor::Row;

/// The average of the scores of classes; Keras' `average`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Averaging {
    /// Their mean.
    #[default]
    Macro,
    /// The score of all outputs together.
    Micro,
    /// Their mean, each times how often its class is labelled.
    Weighted,
}

/// The sums that F scores are made of, for each class: the places of the last axis.
#[derive(Clone, Debug)]
pub struct FScore<R: Row> {
    hits: OutputSums<R>,
    predicted: OutputSums<R>,
    labelled: OutputSums<R>,
    classes: usize,
}

impl<R: Row> FScore<R> {
    /// The sums before the first row.
    #[must_use]
    pub fn new() -> Self {
        FScore {
            hits: OutputSums::new(),
            predicted: OutputSums::new(),
            labelled: OutputSums::new(),
            classes: 0,
        }
    }

    /// Adds one row.
    #[inline(always)]
    pub fn add<T>(
        &mut self,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
        threshold: Option<f32>,
    ) where
        T: Labelled + ?Sized,
    {
        self.classes = width;
        for (place, outputs) in outputs.chunks_exact(width).enumerate() {
            // With NaN among them none is the largest.
            let largest = outputs.iter().fold(f32::NEG_INFINITY, |largest, x| {
                if *x > largest || x.is_nan() {
                    *x
                } else {
                    largest
                }
            });
            for (class, output) in outputs.iter().enumerate() {
                let predicted = match threshold {
                    Some(threshold) => *output > threshold,
                    None => *output >= largest && output.abs() > 1e-9,
                };
                let weight = f64::from(weight);
                let label = f64::from(target.at(place * width + class));
                let predicted = f64::from(u8::from(predicted));
                self.hits.add(class, predicted * label * weight);
                self.predicted.add(class, predicted * weight);
                self.labelled.add(class, label * weight);
            }
        }
    }

    /// The score so far.
    #[must_use]
    pub fn result(&self, average: Averaging, beta: f32) -> f32 {
        let epsilon = f64::from(EPSILON);
        let squared = f64::from(beta) * f64::from(beta);
        let score = |hits: f64, predicted: f64, labelled: f64| {
            let (precision, recall) = (hits / (predicted + epsilon), hits / (labelled + epsilon));
            let mean = precision * recall / (squared * precision + recall + epsilon);
            mean * (1.0 + squared)
        };
        let all =
            |sums: &OutputSums<R>| (0..self.classes).map(|class| sums.get(class)).sum::<f64>();
        let each = (0..self.classes).map(|class| {
            let labelled = self.labelled.get(class);
            let score = score(self.hits.get(class), self.predicted.get(class), labelled);
            (score, labelled)
        });
        let result = match average {
            Averaging::Micro => score(all(&self.hits), all(&self.predicted), all(&self.labelled)),
            // 0 before the first row.
            Averaging::Macro => {
                each.map(|(score, _)| score).sum::<f64>() / self.classes.max(1) as f64
            }
            Averaging::Weighted => {
                let sum = all(&self.labelled) + epsilon;
                each.map(|(score, labelled)| score * labelled / sum).sum()
            }
        };
        result as f32
    }
}

impl<R: Row> Default for FScore<R> {
    fn default() -> Self {
        FScore::new()
    }
}

/// A word with the settings `average` and `threshold`, whose value is the score for this β.
macro_rules! f_score {
    ($name:ident, |$metric:pat_param| $beta:expr) => {
        summed! {
            $name in crate::metrics::FScore<R>,
            add |metric, sums, row, weight| {
                sums.add(row.outputs, row.target, row.width, weight, metric.threshold)
            },
            value |metric, sums| {
                let $metric = metric;
                sums.result(metric.average, $beta)
            },
        }
        goes_with! { $name, probabilities }
    };
}
