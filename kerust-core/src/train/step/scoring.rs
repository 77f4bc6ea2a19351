use super::batch_sums::BatchSums;
use super::objective::{Objective, TotalsOf, of_row};
use crate::Error;
use crate::losses::LossAfter;
use crate::metrics::Metrics;
use crate::model::{Model, OutputRow};
use crate::tensor::{Row, Shape};

/// Adds the loss and the metrics of a batch of outputs, whose first label has the number `first`.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
pub(crate) fn score<M, L, Ms>(
    objective: Objective<'_, '_, L, Ms>,
    first: usize,
    outputs: &[OutputRow<M>],
    totals: &mut TotalsOf<M, L, Ms>,
) -> Result<(), Error>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    let Objective {
        loss,
        metrics,
        labels,
    } = objective;
    let mut sums = BatchSums::new(loss);
    for (index, output) in outputs.iter().enumerate() {
        let (target, weight) = labels.target(first + index)?;
        let (output, states) = (output.flat(), &mut totals.metrics);
        let value = of_row::<M, L, Ms>(loss, metrics, states, output, target, weight);
        sums.count(weight, value.is_none());
        sums.sum += value.unwrap_or(0.0);
    }
    let scale = sums.scale(loss.parts(M::Output::DIMS.len(), M::Output::WIDTH));
    let value = sums.value(scale, outputs.len());
    totals.loss.add_many(value, outputs.len() as f64);
    Ok(())
}
