use super::batch_sums::BatchSums;
use super::judgement::{Judgement, Totals, TotalsOf, of_row};
use crate::Error;
use crate::contract::{LossAfter, Metrics};
use crate::model::{Model, OutputRow};
use crate::shape::{Row, Shape};

/// Adds the loss and the metrics of outputs that come one after the other, in batches.
pub(crate) struct Scoring<'j, 'y, M: Model, L: LossAfter<M::Head>, Ms: Metrics<L, M::Head>> {
    judgement: Judgement<'j, 'y, L, Ms>,
    sums: BatchSums,
    batch: usize,
    filled: usize,
    totals: TotalsOf<M, L, Ms>,
}

impl<'j, 'y, M, L, Ms> Scoring<'j, 'y, M, L, Ms>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// In batches of `batch` rows.
    pub(crate) fn new(judgement: Judgement<'j, 'y, L, Ms>, batch: usize) -> Self {
        Scoring {
            sums: BatchSums::new(judgement.loss),
            batch,
            filled: 0,
            totals: Totals::new(judgement.metrics.states::<OutputRow<M>>()),
            judgement,
        }
    }

    /// Adds outputs, which are those of the labels from number `first`.
    ///
    /// # Errors
    /// If a label is none of the model's classes, or if its source fails.
    pub(crate) fn add(&mut self, first: usize, outputs: &[OutputRow<M>]) -> Result<(), Error> {
        for (index, output) in outputs.iter().enumerate() {
            let Judgement {
                loss,
                metrics,
                labels,
            } = &mut self.judgement;
            let (target, weight) = labels.target(first + index)?;
            let (output, states) = (output.flat(), &mut self.totals.metrics);
            let value = of_row::<M, L, Ms>(loss, metrics, states, output, target, weight);
            self.sums.count(weight, value.is_none());
            self.sums.sum += value.unwrap_or(0.0);
            self.filled += 1;
            if self.filled == self.batch {
                self.end_batch();
            }
        }
        Ok(())
    }

    fn end_batch(&mut self) {
        let scale = self.sums.scale(M::Output::DIMS.len() / M::Output::WIDTH);
        let value = self.sums.value(scale, self.filled);
        self.totals.loss.add_many(value, self.filled as f64);
        (self.sums, self.filled) = (BatchSums::new(self.judgement.loss), 0);
    }

    /// The sums of all that was added.
    pub(crate) fn finish(mut self) -> TotalsOf<M, L, Ms> {
        self.end_batch();
        self.totals
    }
}
