use super::OutputSums;
use crate::tensor::Row;

/// The reduction of the scores of outputs to one number; Keras' `class_aggregation`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aggregation {
    /// Their mean.
    #[default]
    UniformAverage,
    /// Their mean, each times the variance of its labels.
    VarianceWeightedAverage,
}

/// The sums that the coefficient of determination is made of, for each output.
#[derive(Clone, Debug)]
pub struct Determination<R: Row> {
    labels: OutputSums<R>,
    squares: OutputSums<R>,
    errors: OutputSums<R>,
    weights: f64,
    numbers: usize,
}

impl<R: Row> Determination<R> {
    /// The sums before the first row.
    #[must_use]
    pub fn new() -> Self {
        Determination {
            labels: OutputSums::new(),
            squares: OutputSums::new(),
            errors: OutputSums::new(),
            weights: 0.0,
            numbers: 0,
        }
    }

    /// Adds one row.
    #[inline(always)]
    pub fn add(&mut self, outputs: &[f32], target: &[f32], weight: f32) {
        let weight = f64::from(weight);
        for (index, (output, label)) in outputs.iter().zip(target).enumerate() {
            let (label, error) = (f64::from(*label), f64::from(label - output));
            self.labels.add(index, label * weight);
            self.squares.add(index, label * label * weight);
            self.errors.add(index, error * error * weight);
        }
        self.weights += weight;
        self.numbers += outputs.len();
    }

    /// The score so far.
    #[must_use]
    pub fn result(&self, aggregation: Aggregation, regressors: usize) -> f32 {
        let outputs = self.labels.len();
        let each = (0..outputs).map(|index| {
            let sum = self.labels.get(index);
            let variance = self.squares.get(index) - sum * (sum / self.weights);
            let score = 1.0 - self.errors.get(index) / variance;
            (if score.is_infinite() { 0.0 } else { score }, variance)
        });
        let score = match aggregation {
            Aggregation::UniformAverage => {
                each.map(|(score, _)| score).sum::<f64>() / outputs as f64
            }
            Aggregation::VarianceWeightedAverage => {
                let both =
                    |(sum, whole), (score, variance)| (sum + variance * score, whole + variance);
                let (sum, whole) = each.fold((0.0, 0.0), both);
                sum / whole
            }
        };
        // As in Keras every output of every row is a sample.
        let samples = self.numbers as f64 - 1.0;
        let left = samples - regressors as f64;
        if regressors == 0 || left <= 0.0 {
            return score as f32;
        }
        (1.0 - (1.0 - score) * samples / left) as f32
    }
}

impl<R: Row> Default for Determination<R> {
    fn default() -> Self {
        Determination::new()
    }
}
