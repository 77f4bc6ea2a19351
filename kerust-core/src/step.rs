//! One batch: forward, loss, backward and update. It allocates nothing.

use crate::Error;
use crate::contract::{LossAfter, Metrics};
use crate::gradients::Learner;
use crate::kernels::{Cpu, Processor, Task};
use crate::labels::Labels;
use crate::layers::{Batch, Pass};
use crate::losses::{Loss, Reduction, Target};
use crate::memory::Storage;
use crate::metrics::Mean;
use crate::model::{Begin, InputRow, Model, OutputRow};
use crate::shape::{Row, Shape};

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

/// What outputs are judged by.
#[allow(missing_debug_implementations)]
pub struct Judgement<'a, 'y, L: Loss, Ms> {
    /// The loss.
    pub loss: &'a L,
    /// The metrics, a tuple.
    pub metrics: &'a Ms,
    /// The targets, with the weights of the rows.
    pub labels: &'a mut (dyn Labels<'y, Target<L>> + 'y),
}

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
    judgement: Judgement<'_, '_, L, Ms>,
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
    Cpu::detect().run(Judge::<M, L, Ms> {
        judgement,
        order,
        outputs,
        gradients,
        totals,
    })
}

struct Judge<'a, 'j, 'y, M: Model, L: LossAfter<M::Head>, Ms: Metrics<L, M::Head>> {
    judgement: Judgement<'j, 'y, L, Ms>,
    order: &'a [u32],
    outputs: &'a [OutputRow<M>],
    gradients: &'a mut [OutputRow<M>],
    totals: &'a mut TotalsOf<M, L, Ms>,
}

impl<M, L, Ms> Task for Judge<'_, '_, '_, M, L, Ms>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    type Out = Result<(), Error>;

    #[inline(always)]
    fn run<P: Processor>(self) -> Result<(), Error> {
        let Judgement {
            loss,
            metrics,
            labels,
        } = self.judgement;
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
        let scale = sums.scale(M::Output::DIMS.len() / width);
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
            if M::fused() {
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
fn of_row<M, L, Ms>(
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

/// The rows of a batch, and their losses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BatchSums {
    reduction: Reduction,
    ignores: bool,
    /// Rows that count, their weights, and their losses, each times its weight.
    rows: usize,
    weights: f64,
    sum: f64,
}

impl BatchSums {
    #[inline(always)]
    fn new<L: Loss>(loss: &L) -> Self {
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
    fn looks_ahead(&self) -> bool {
        self.ignores || self.reduction == Reduction::MeanWithSampleWeight
    }

    #[inline(always)]
    fn count(&mut self, weight: f32, ignored: bool) {
        if !ignored {
            self.rows += 1;
            self.weights += f64::from(weight);
        }
    }

    /// What a row's loss is multiplied by; `parts` are the numbers that it is a mean of.
    #[inline(always)]
    fn scale(&self, parts: usize) -> f32 {
        self.reduction.scale(self.rows, self.weights, parts)
    }

    /// The batch's loss times its `rows`.
    #[inline(always)]
    fn value(&self, scale: f32, rows: usize) -> f64 {
        if self.reduction == Reduction::SumOverBatchSize && self.rows == rows {
            return self.sum;
        }
        self.sum * f64::from(scale) * rows as f64
    }
}

/// Adds the loss and the metrics of outputs that come one after the other, in batches.
#[cfg(feature = "alloc")]
pub(crate) struct Scoring<'j, 'y, M: Model, L: LossAfter<M::Head>, Ms: Metrics<L, M::Head>> {
    judgement: Judgement<'j, 'y, L, Ms>,
    sums: BatchSums,
    batch: usize,
    filled: usize,
    totals: TotalsOf<M, L, Ms>,
}

#[cfg(feature = "alloc")]
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
