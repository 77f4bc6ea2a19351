//! The loss and the metrics of one output.

use super::batch_sums::BatchSums;
use super::objective::Totals;
use crate::Error;
use crate::activations::Activate;
use crate::losses::{LossAfter, Target};
use crate::metrics::Metrics;
use crate::model::Model;
use crate::simd::{Cpu, Processor, Task};
use crate::tensor::{Row, Shape};
use crate::train::data::labels::Labels;

/// The evaluation of output number `I` of model `M`: its loss `L` after its last activation `A`, and its metrics.
#[allow(missing_debug_implementations)]
pub struct OutputObjective<'a, 'y, M, const I: usize, A, L: LossAfter<A>, Ms>
where
    A: Activate,
{
    /// The loss.
    pub loss: &'a L,
    /// The metrics.
    pub metrics: &'a Ms,
    /// The targets, with the weights of the rows.
    pub labels: &'a mut (dyn Labels<'y, Target<L>> + 'y),
    /// The model, and the activation.
    pub of: core::marker::PhantomData<fn() -> (M, A)>,
}

/// Adds the loss and the metrics of the rows `order`, and makes the gradient of their outputs times `weight`:
/// before the last activation, if the output is [`fused`](crate::graph::Output::fuses_loss). The loss times the
/// number of rows.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
pub fn evaluate<M, const I: usize, Out, A, L, Ms>(
    objective: OutputObjective<'_, '_, M, I, A, L, Ms>,
    order: &[u32],
    (outputs, gradients): (&[Out::Row], &mut [Out::Row]),
    weight: f32,
    totals: &mut Totals<Ms::States<Out::Row>>,
) -> Result<f64, Error>
where
    M: Model,
    Out: Shape,
    A: Activate,
    L: LossAfter<A>,
    Ms: Metrics<L, A>,
{
    Cpu::detect().run(Evaluation::<M, I, Out, A, L, Ms> {
        objective,
        order,
        outputs,
        gradients,
        weight,
        totals,
    })
}

struct Evaluation<'a, 'j, 'y, M, const I: usize, Out: Shape, A, L: LossAfter<A>, Ms>
where
    A: Activate,
    Ms: Metrics<L, A>,
{
    objective: OutputObjective<'j, 'y, M, I, A, L, Ms>,
    order: &'a [u32],
    outputs: &'a [Out::Row],
    gradients: &'a mut [Out::Row],
    weight: f32,
    totals: &'a mut Totals<Ms::States<Out::Row>>,
}

impl<M, const I: usize, Out, A, L, Ms> Task for Evaluation<'_, '_, '_, M, I, Out, A, L, Ms>
where
    M: Model,
    Out: Shape,
    A: Activate,
    L: LossAfter<A>,
    Ms: Metrics<L, A>,
{
    type Out = Result<f64, Error>;

    #[inline(always)]
    fn run<P: Processor>(self) -> Result<f64, Error> {
        let OutputObjective {
            loss,
            metrics,
            labels,
            ..
        } = self.objective;
        let width = Out::WIDTH;
        let mut sums = BatchSums::new(loss);
        if sums.looks_ahead() {
            for row in self.order {
                let (target, weight) = labels.target(*row as usize)?;
                sums.count(weight, loss.ignores(target));
            }
        } else {
            sums.rows = self.order.len();
        }
        let scale = sums.scale(loss.parts(Out::DIMS.len(), width));
        let scale_of_gradient = scale * self.weight;
        let mut sum = 0.0;
        let rows = self.outputs.iter().zip(self.gradients).zip(self.order);
        for ((output, gradient), row) in rows {
            let (target, weight) = labels.target(*row as usize)?;
            let (output, gradient) = (output.flat(), gradient.flat_mut());
            let states = &mut self.totals.metrics;
            let value = of_row::<Out, A, L, Ms>(loss, metrics, states, output, target, weight);
            let Some(value) = value else {
                gradient.fill(0.0);
                continue;
            };
            sum += value;
            let scale = scale_of_gradient * weight;
            if const { M::GRAPH.outputs[I].fuses_loss } {
                loss.gradient_before(output, target, width, scale, gradient);
            } else {
                loss.gradient(output, target, width, scale, gradient);
            }
        }
        sums.sum = sum;
        let rows = self.order.len();
        let value = sums.value(scale, rows);
        self.totals.loss.add_many(value, rows as f64);
        Ok(value)
    }
}

/// Adds a row to the metrics' states; its loss times its weight, if it counts.
#[inline(always)]
fn of_row<Out: Shape, A: Activate, L: LossAfter<A>, Ms: Metrics<L, A>>(
    loss: &L,
    metrics: &Ms,
    states: &mut Ms::States<Out::Row>,
    output: &[f32],
    target: &Target<L>,
    weight: f32,
) -> Option<f64> {
    let width = Out::WIDTH;
    metrics.update::<Out::Row>(states, output, target, width, weight);
    if L::IGNORES && loss.ignores(target) {
        return None;
    }
    Some(f64::from(weight * loss.value(output, target, width)))
}

/// Adds the loss and the metrics of a batch of outputs, whose first label has the number `first`. The loss times
/// the number of rows.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
#[cfg(feature = "alloc")]
pub(super) fn score<M, const I: usize, Out, A, L, Ms>(
    objective: OutputObjective<'_, '_, M, I, A, L, Ms>,
    first: usize,
    outputs: &[Out::Row],
    totals: &mut Totals<Ms::States<Out::Row>>,
) -> Result<f64, Error>
where
    Out: Shape,
    A: Activate,
    L: LossAfter<A>,
    Ms: Metrics<L, A>,
{
    let OutputObjective {
        loss,
        metrics,
        labels,
        ..
    } = objective;
    let mut sums = BatchSums::new(loss);
    for (index, output) in outputs.iter().enumerate() {
        let (target, weight) = labels.target(first + index)?;
        let (output, states) = (output.flat(), &mut totals.metrics);
        let value = of_row::<Out, A, L, Ms>(loss, metrics, states, output, target, weight);
        sums.count(weight, value.is_none());
        sums.sum += value.unwrap_or(0.0);
    }
    let scale = sums.scale(loss.parts(Out::DIMS.len(), Out::WIDTH));
    let value = sums.value(scale, outputs.len());
    totals.loss.add_many(value, outputs.len() as f64);
    Ok(value)
}
