use crate::losses::{Loss, Reduction};

/// The rows of a batch, and their losses.
#[derive(Clone, Copy, Debug)]
pub(super) struct BatchSums {
    reduction: Reduction,
    ignores: bool,
    /// Rows that count, their weights, and their losses, each times its weight.
    pub(super) rows: usize,
    weights: f64,
    pub(super) sum: f64,
}

impl BatchSums {
    #[inline(always)]
    pub(super) fn new<L: Loss>(loss: &L) -> Self {
        BatchSums {
            reduction: loss.reduction(),
            ignores: L::IGNORES && loss.ignores_some(),
            rows: 0,
            weights: 0.0,
            sum: 0.0,
        }
    }

    /// Whether the rows have to be counted before their losses.
    #[inline(always)]
    pub(super) fn looks_ahead(&self) -> bool {
        self.ignores || self.reduction == Reduction::MeanWithSampleWeight
    }

    #[inline(always)]
    pub(super) fn count(&mut self, weight: f32, ignored: bool) {
        if !ignored {
            self.rows += 1;
            self.weights += f64::from(weight);
        }
    }

    /// What a row's loss is multiplied by; `parts` are the numbers that it is a mean of.
    #[inline(always)]
    pub(super) fn scale(&self, parts: usize) -> f32 {
        self.reduction.scale(self.rows, self.weights, parts)
    }

    /// The batch's loss times its `rows`.
    #[inline(always)]
    pub(super) fn value(&self, scale: f32, rows: usize) -> f64 {
        if self.reduction == Reduction::SumOverBatchSize && self.rows == rows {
            return self.sum;
        }
        self.sum * f64::from(scale) * rows as f64
    }
}
