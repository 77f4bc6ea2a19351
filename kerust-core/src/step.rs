//! One batch: forward, loss, backward and update. It allocates nothing.

use crate::Error;
use crate::contract::{LossAfter, Metrics};
use crate::gradients::Learner;
use crate::kernels::{Cpu, Processor, Task};
use crate::labels::Labels;
use crate::layers::{Batch, Pass};
use crate::losses::Loss;
use crate::memory::Storage;
use crate::metrics::Mean;
use crate::model::{Begin, InputRow, Model, OutputRow};
use crate::shape::{Row, Shape};

/// The sums of an epoch: the loss, and the metrics `Ms`.
#[derive(Clone, Debug)]
pub struct Totals<States> {
    /// The loss.
    pub loss: Mean,
    /// The metrics.
    pub metrics: States,
}

impl<States: Default> Totals<States> {
    /// Before the first row.
    #[must_use]
    pub fn new() -> Self {
        Totals {
            loss: Mean::default(),
            metrics: States::default(),
        }
    }
}

impl<States: Default> Default for Totals<States> {
    fn default() -> Self {
        Totals::new()
    }
}

/// Trains on the rows `x`, which are numbers `order` of `labels`. Nothing changes if a label is
/// wrong.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
#[allow(clippy::too_many_arguments)]
pub fn train<M, L, Ms, X, T, S, G>(
    model: &mut M,
    loss: &L,
    x: &X,
    labels: &mut dyn Labels<L::Target>,
    order: &[u32],
    work: &mut M::Work<S, G>,
    learner: &mut T,
    pass: &Pass,
    totals: &mut Totals<Ms::States>,
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
    let mut judged = Ok(());
    there_and_back(model, x, work, learner, pass, &mut |outputs, gradients| {
        judged = judge::<M, L, Ms>(loss, labels, order, outputs, gradients, totals);
        judged.is_ok()
    });
    judged
}

/// What comes between the two directions of a step: it makes the outputs' gradient of the outputs,
/// and says whether there is a way back.
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

/// Adds the loss and the metrics of the rows `order`, and makes the gradient of their outputs: before
/// the last activation, if the model is [`fused`](Model::fused).
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
pub fn judge<M, L, Ms>(
    loss: &L,
    labels: &mut dyn Labels<L::Target>,
    order: &[u32],
    outputs: &[OutputRow<M>],
    gradients: &mut [OutputRow<M>],
    totals: &mut Totals<Ms::States>,
) -> Result<(), Error>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    Cpu::detect().run(Judge::<M, L, Ms> {
        loss,
        labels,
        order,
        outputs,
        gradients,
        totals,
    })
}

struct Judge<'a, M: Model, L: LossAfter<M::Head>, Ms: Metrics<L, M::Head>> {
    loss: &'a L,
    labels: &'a mut dyn Labels<L::Target>,
    order: &'a [u32],
    outputs: &'a [OutputRow<M>],
    gradients: &'a mut [OutputRow<M>],
    totals: &'a mut Totals<Ms::States>,
}

impl<M, L, Ms> Task for Judge<'_, M, L, Ms>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    type Out = Result<(), Error>;

    #[inline(always)]
    fn run<P: Processor>(self) -> Result<(), Error> {
        let scale = 1.0 / self.order.len() as f32;
        let width = M::Output::WIDTH;
        let mut sum = 0.0;
        let rows = self.outputs.iter().zip(self.gradients).zip(self.order);
        for ((output, gradient), row) in rows {
            let target = self.labels.target(*row as usize)?;
            let (output, gradient) = (output.flat(), gradient.flat_mut());
            sum += f64::from(self.loss.value(output, target, width));
            Ms::update(&mut self.totals.metrics, output, target, width);
            if M::fused() {
                (self.loss).gradient_before(output, target, width, scale, gradient);
            } else {
                self.loss.gradient(output, target, width, scale, gradient);
            }
        }
        self.totals.loss.add_many(sum, self.order.len() as u64);
        Ok(())
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

/// Adds the loss and the metrics of the rows `x`, which are numbers `first` and on of `labels`.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
pub fn test<M, L, Ms, X, S, G>(
    model: &M,
    loss: &L,
    x: &X,
    labels: &mut dyn Labels<L::Target>,
    first: usize,
    work: &mut M::Work<S, G>,
    totals: &mut Totals<Ms::States>,
) -> Result<(), Error>
where
    M: Model,
    L: Loss,
    Ms: Metrics<L, M::Head>,
    X: Batch<InputRow<M>> + ?Sized,
    S: Storage,
    G: Storage,
{
    there(model, x, work);
    score::<M, L, Ms>(loss, labels, first, &M::outputs(work)[..x.len()], totals)
}

/// Adds the loss and the metrics of outputs, which are those of numbers `first` and on of `labels`.
pub(crate) fn score<M, L, Ms>(
    loss: &L,
    labels: &mut dyn Labels<L::Target>,
    first: usize,
    outputs: &[OutputRow<M>],
    totals: &mut Totals<Ms::States>,
) -> Result<(), Error>
where
    M: Model,
    L: Loss,
    Ms: Metrics<L, M::Head>,
{
    let width = M::Output::WIDTH;
    let mut sum = 0.0;
    for (index, output) in outputs.iter().enumerate() {
        let target = labels.target(first + index)?;
        sum += f64::from(loss.value(output.flat(), target, width));
        Ms::update(&mut totals.metrics, output.flat(), target, width);
    }
    totals.loss.add_many(sum, outputs.len() as u64);
    Ok(())
}
