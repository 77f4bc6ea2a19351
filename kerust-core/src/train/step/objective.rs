use super::batch_sums::BatchSums;
use crate::Error;
use crate::losses::{Loss, LossAfter, Target};
use crate::metrics::{Mean, Metrics};
use crate::model::{Model, OutputRow};
use crate::simd::{Cpu, Processor, Task};
use crate::tensor::{Row, Shape};
use crate::train::data::labels::Labels;

/// The sums of an epoch: the loss, and the metrics'.
#[derive(Clone, Debug)]
pub struct Totals<States> {
    /// The loss.
    pub loss: Mean,
    /// The metrics.
    pub metrics: States,
}

impl<States> Totals<States> {
    /// Before the first row, with the metrics' [`states`](Metrics::states).
    #[must_use]
    pub fn new(metrics: States) -> Self {
        Totals {
            loss: Mean::default(),
            metrics,
        }
    }
}

/// The sums of model `M` with metrics `Ms` for loss `L`.
pub type TotalsOf<M, L, Ms> = Totals<<Ms as Metrics<L, <M as Model>::Head>>::States<OutputRow<M>>>;

/// The loss, the metrics and the targets that outputs are evaluated by.
#[allow(missing_debug_implementations)]
pub struct Objective<'a, 'y, L: Loss, Ms> {
    /// The loss.
    pub loss: &'a L,
    /// The metrics, a tuple.
    pub metrics: &'a Ms,
    /// The targets, with the weights of the rows.
    pub labels: &'a mut (dyn Labels<'y, Target<L>> + 'y),
}

/// Adds the loss and the metrics of the rows `order`, and makes the gradient of their outputs: before
/// the last activation, if the model is [`fused`](crate::graph::Output::fuses_loss).
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
pub fn evaluate<M, L, Ms>(
    objective: Objective<'_, '_, L, Ms>,
    order: &[u32],
    outputs: &[OutputRow<M>],
    gradients: &mut [OutputRow<M>],
    totals: &mut TotalsOf<M, L, Ms>,
) -> Result<(), Error>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    Cpu::detect().run(EvaluateObjective::<M, L, Ms> {
        objective,
        order,
        outputs,
        gradients,
        totals,
    })
}

struct EvaluateObjective<'a, 'j, 'y, M: Model, L: LossAfter<M::Head>, Ms: Metrics<L, M::Head>> {
    objective: Objective<'j, 'y, L, Ms>,
    order: &'a [u32],
    outputs: &'a [OutputRow<M>],
    gradients: &'a mut [OutputRow<M>],
    totals: &'a mut TotalsOf<M, L, Ms>,
}

impl<M, L, Ms> Task for EvaluateObjective<'_, '_, '_, M, L, Ms>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    type Out = Result<(), Error>;

    #[inline(always)]
    fn run<P: Processor>(self) -> Result<(), Error> {
        let Objective {
            loss,
            metrics,
            labels,
        } = self.objective;
        let width = M::Output::WIDTH;
        let mut sums = BatchSums::new(loss);
        if sums.looks_ahead() {
            for row in self.order {
                let (target, weight) = labels.target(*row as usize)?;
                sums.count(weight, loss.ignores(target));
            }
        } else {
            sums.rows = self.order.len();
        }
        let scale = sums.scale(loss.parts(M::Output::DIMS.len(), width));
        let mut sum = 0.0;
        let rows = self.outputs.iter().zip(self.gradients).zip(self.order);
        for ((output, gradient), row) in rows {
            let (target, weight) = labels.target(*row as usize)?;
            let (output, gradient) = (output.flat(), gradient.flat_mut());
            let states = &mut self.totals.metrics;
            let value = of_row::<M, L, Ms>(loss, metrics, states, output, target, weight);
            let Some(value) = value else {
                gradient.fill(0.0);
                continue;
            };
            sum += value;
            let scale = scale * weight;
            if M::GRAPH.outputs[0].fuses_loss {
                loss.gradient_before(output, target, width, scale, gradient);
            } else {
                loss.gradient(output, target, width, scale, gradient);
            }
        }
        sums.sum = sum;
        let rows = self.order.len();
        let value = sums.value(scale, rows);
        self.totals.loss.add_many(value, rows as f64);
        Ok(())
    }
}

/// Adds a row to the metrics' states; its loss times its weight, if it counts.
#[inline(always)]
pub(super) fn of_row<M, L, Ms>(
    loss: &L,
    metrics: &Ms,
    states: &mut Ms::States<OutputRow<M>>,
    output: &[f32],
    target: &Target<L>,
    weight: f32,
) -> Option<f64>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    let width = M::Output::WIDTH;
    metrics.update::<OutputRow<M>>(states, output, target, width, weight);
    if L::IGNORES && loss.ignores(target) {
        return None;
    }
    Some(f64::from(weight * loss.value(output, target, width)))
}
