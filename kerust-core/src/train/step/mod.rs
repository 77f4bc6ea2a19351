//! One batch: forward, loss, backward and update. It allocates nothing.

mod batch_sums;
mod objective;
#[cfg(feature = "alloc")]
mod scoring;

pub use objective::{Objective, Totals, TotalsOf, evaluate};
#[cfg(feature = "alloc")]
pub(crate) use scoring::score;

use crate::Error;
use crate::gradients::Learner;
use crate::layers::Pass;
use crate::losses::LossAfter;
use crate::metrics::Metrics;
use crate::model::node::forward_batch;
use crate::model::{Arena, Model, OutputRow, Start, activity};
use crate::tensor::Rows;

/// Trains on the rows `x`, which are numbers `order` of the labels. Nothing changes if a label is
/// wrong.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
#[allow(clippy::too_many_arguments)]
pub fn train<M, L, Ms>(
    model: &mut M,
    objective: Objective<'_, '_, L, Ms>,
    x: &[&dyn Rows],
    order: &[u32],
    arena: &mut Arena<'_>,
    learner: &mut Learner<'_>,
    pass: &Pass,
    totals: &mut TotalsOf<M, L, Ms>,
) -> Result<(), Error>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    let (mut evaluated, mut objective) = (Ok(()), Some(objective));
    let pass = &pass.penalized();
    forward_backward(model, x, arena, learner, pass, &mut |outputs, gradients| {
        if let Some(objective) = objective.take() {
            evaluated = evaluate::<M, L, Ms>(objective, order, outputs, gradients, totals);
        }
        evaluated.is_ok()
    });
    if evaluated.is_ok() && M::IS_ACTIVITY_REGULARIZED {
        let penalty = f64::from(activity::<M>(arena, x[0].count()));
        totals.loss.add_many(penalty * x[0].count() as f64, 0.0);
    }
    evaluated
}

/// The evaluation of the objective between the two directions of a step: it computes the outputs' gradient from
/// the outputs, and returns whether there is a backward pass.
pub(crate) type Evaluation<'a, M> = &'a mut dyn FnMut(&[OutputRow<M>], &mut [OutputRow<M>]) -> bool;

/// One step of the model: all layers forward, the `evaluation` of the objective, all layers backward.
pub(crate) fn forward_backward<M: Model>(
    model: &mut M,
    x: &[&dyn Rows],
    arena: &mut Arena<'_>,
    learner: &mut Learner<'_>,
    pass: &Pass<'_>,
    evaluation: Evaluation<'_, M>,
) {
    let pass = pass.on_this_processor();
    forward_batch(model, x, arena, &pass);
    let (outputs, gradients) = arena.outputs_and_gradient(0, x[0].count());
    if evaluation(outputs, gradients) {
        model.backward(x, arena, Start::Losses, None, learner, &pass);
    }
}
