//! One batch: forward, loss, backward and update. It allocates nothing.

mod batch_sums;
mod judgement;
#[cfg(feature = "alloc")]
mod scoring;

pub use judgement::{Judgement, Totals, TotalsOf, judge};
#[cfg(feature = "alloc")]
pub(crate) use scoring::score;

use crate::Error;
use crate::contract::{LossAfter, Metrics};
use crate::gradients::Learner;
use crate::layers::{Batch, Pass};
use crate::memory::Storage;
use crate::model::{Begin, InputRow, Model, OutputRow};

/// Trains on the rows `x`, which are numbers `order` of the labels. Nothing changes if a label is
/// wrong.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
#[allow(clippy::too_many_arguments)]
pub fn train<M, L, Ms, X, T, S, G>(
    model: &mut M,
    judgement: Judgement<'_, '_, L, Ms>,
    x: &X,
    order: &[u32],
    work: &mut M::Work<S, G>,
    learner: &mut T,
    pass: &Pass,
    totals: &mut TotalsOf<M, L, Ms>,
) -> Result<(), Error>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
    X: Batch<InputRow<M>> + ?Sized,
    T: Learner,
    S: Storage,
    G: Storage,
{
    let (mut judged, mut judgement) = (Ok(()), Some(judgement));
    let pass = &pass.penalized();
    there_and_back(model, x, work, learner, pass, &mut |outputs, gradients| {
        if let Some(judgement) = judgement.take() {
            judged = judge::<M, L, Ms>(judgement, order, outputs, gradients, totals);
        }
        judged.is_ok()
    });
    if judged.is_ok() && M::is_activity_regularized() {
        let penalty = f64::from(M::activity(work, x.len()));
        totals.loss.add_many(penalty * x.len() as f64, 0.0);
    }
    judged
}

/// The function between the two directions of a step: it computes the outputs' gradient from the outputs,
/// and returns whether there is a backward pass.
pub(crate) type Between<'a, M> = &'a mut dyn FnMut(&[OutputRow<M>], &mut [OutputRow<M>]) -> bool;

/// One step of the model: all layers forward, `between`, all layers backward.
pub(crate) fn there_and_back<M, X, T, S, G>(
    model: &mut M,
    x: &X,
    work: &mut M::Work<S, G>,
    learner: &mut T,
    pass: &Pass,
    between: Between<'_, M>,
) where
    M: Model,
    X: Batch<InputRow<M>> + ?Sized,
    T: Learner,
    S: Storage,
    G: Storage,
{
    let pass = pass.on_this_processor();
    model.forward(x, work, &pass);
    let (outputs, gradients) = M::outputs_and_gradient(work);
    let rows = x.len();
    if between(&outputs[..rows], &mut gradients[..rows]) {
        let begin = Begin::after_loss::<M>();
        model.backward(x, work, begin, None, learner, &pass);
    }
}

/// All layers forward, to predict.
pub(crate) fn there<M, X, S, G>(model: &M, x: &X, work: &mut M::Work<S, G>)
where
    M: Model,
    X: Batch<InputRow<M>> + ?Sized,
    S: Storage,
    G: Storage,
{
    model.forward(x, work, &Pass::PREDICT.on_this_processor());
}
