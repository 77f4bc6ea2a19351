use crate::losses::{Loss, Reduction};

/// The sums over a batch's rows and losses.
#[derive(Clone, Copy, Debug)]
pub(super) struct BatchSums {
    reduction: Reduction,
    ignores: bool,
    /// The number of rows that count, the sum of their weights, and the weighted sum of their losses.
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

    /// Whether the rows must be counted before their losses are computed.
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

    /// The factor of a row's loss; `parts` is the number of terms in its mean.
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
