//! One batch: forward, loss, backward and update. It allocates nothing.

mod batch_sums;
mod objective;
mod output;
mod output_metrics;
mod scoring;

pub use objective::{Objective, Totals, TotalsOf};
pub use output::{OutputObjective, evaluate};
pub use output_metrics::OutputMetrics;
pub use scoring::Scoring;

use crate::Error;
use crate::gradients::Learner;
use crate::layers::Pass;
use crate::model::node::forward_batch;
use crate::model::{Arena, Model, Start, activity};
use crate::tensor::Rows;
use crate::train::data::losses::Losses;

/// Trains on the rows `x` of each input, which are numbers `order` of the labels. Nothing changes if a label is
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
    L: Losses,
    Ms: Scoring<M, L>,
{
    let (mut evaluated, mut objective) = (Ok(()), Some(objective));
    let pass = &pass.penalized();
    forward_backward(model, x, arena, learner, pass, &mut |arena| {
        if let Some(objective) = objective.take() {
            evaluated = Ms::evaluate(objective, order, arena, totals);
        }
        evaluated.is_ok()
    });
    if evaluated.is_ok() && M::IS_ACTIVITY_REGULARIZED {
        let penalty = f64::from(activity::<M>(arena, x[0].count()));
        totals.loss.add_many(penalty * x[0].count() as f64, 0.0);
    }
    evaluated
}

/// The evaluation of the objective between the two directions of a step: it computes the outputs' gradients from
/// the outputs, which lie in the arena, and returns whether there is a backward pass.
pub(crate) type Evaluation<'a> = &'a mut dyn FnMut(&mut Arena<'_>) -> bool;

/// One step of the model: all layers forward, the `evaluation` of the objective, all layers backward.
pub(crate) fn forward_backward<M: Model>(
    model: &mut M,
    x: &[&dyn Rows],
    arena: &mut Arena<'_>,
    learner: &mut Learner<'_>,
    pass: &Pass<'_>,
    evaluation: Evaluation<'_>,
) {
    let pass = pass.on_this_processor();
    forward_batch(model, x, arena, &pass);
    if evaluation(arena) {
        model.backward(x, arena, Start::Losses, None, learner, &pass);
    }
}
