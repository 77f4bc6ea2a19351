use alloc::boxed::Box;
use core::fmt;

use crate::Error;
use crate::layers::Pass;
use crate::losses::{LossAfter, Target};
use crate::metrics::Metrics;
use crate::model::node::forward_batch;
use crate::model::{self, Gradients, InputRow, Model, OutputRow, Start, Workspace};
use crate::samples::Samples;
use crate::tensor::{Batch, Row, RowsOf};
use crate::train::contract::LabelFor;
use crate::train::data::in_order;
use crate::train::data::labels::{Labels, LabelsOf, SampleWeight, SampleWeights};
use crate::train::step;
use crate::train::step::{Objective, Totals, TotalsOf};

/// The parts of a training step, for a training loop of your own; TensorFlow's `GradientTape`, used with Keras.
///
/// A step is [`forward`](GradientTape::forward), then a loss, then
/// [`gradient`](GradientTape::gradient). Only [`new`](GradientTape::new) allocates, and the weights of
/// [`weighted_loss`](GradientTape::weighted_loss).
///
/// ```
/// use kerust::layers::Pass;
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 8>(relu), Dropout(0.2), Dense<8, 1> > }
///
/// # let x = [[0.5, 1.0]; 100];
/// # let y = [1.0; 100];
/// let mut net = Net::new(1);
/// let mut tape = GradientTape::<Net>::new(32);
/// let mut gradients = Gradients::new();
/// let mut optimizer = Adam::new().build::<Net>();
/// for (step, (x, y)) in x.chunks(32).zip(y.chunks(32)).enumerate() {
///     tape.forward(&net, x, Pass::train(0, step as u64));
///     let loss = tape.loss(&mse::new(), y)?;
///     tape.gradient(&mut net, x, &mut gradients);
///     gradients.clip_by_global_norm(1.0);
///     optimizer.apply(&mut gradients, &mut net);
/// }
/// assert_eq!(optimizer.iterations(), 4);
/// # Ok::<(), kerust::Error>(())
/// ```
pub struct GradientTape<M: Model> {
    workspace: Workspace<M>,
    /// The numbers 0, 1, 2, …, because the labels of a batch are in order.
    order: Box<[u32]>,
    /// The number of rows of the last `forward`, and its pass.
    rows: usize,
    pass: Pass<'static>,
    /// The gradients that are there.
    from: Start,
    /// Whether the penalties are a part of the loss.
    penalized: bool,
}

impl<M: Model> GradientTape<M> {
    /// A tape with memory for batches of up to `rows` rows.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        GradientTape {
            workspace: Workspace::training(rows),
            order: in_order(rows).into(),
            rows: 0,
            pass: Pass::PREDICT,
            from: Start::Outputs,
            penalized: false,
        }
    }

    /// The model's outputs for the rows `x`, with all that the backward pass needs; Keras' `model(x)`.
    ///
    /// For `training=True` the `pass` is [`Pass::train`] with a seed and the number of the step, otherwise
    /// [`Pass::PREDICT`].
    ///
    /// # Panics
    /// If there are more rows than the tape has memory for.
    pub fn forward<X>(&mut self, model: &M, x: &X, pass: Pass<'static>) -> &[OutputRow<M>]
    where
        X: Batch<InputRow<M>> + ?Sized,
    {
        assert!(
            x.len() <= self.order.len(),
            "more rows than the tape has room for"
        );
        self.pass = pass.on_this_processor();
        self.rows = x.len();
        self.penalized = false;
        let x = RowsOf::<X, InputRow<M>>::new(x);
        forward_batch(model, &[&x], &mut self.workspace.arena(), &self.pass);
        self.outputs()
    }

    /// The outputs of the last [`forward`](GradientTape::forward).
    #[must_use]
    pub fn outputs(&self) -> &[OutputRow<M>] {
        self.workspace.outputs(self.rows)
    }

    /// The loss of the outputs with the labels `y`, like that of Keras' loss objects; the tape keeps its
    /// gradient.
    ///
    /// # Errors
    /// If the numbers of labels and rows differ, or if a label is none of the model's classes.
    pub fn loss<L, Y>(&mut self, loss: &L, y: &Y) -> Result<f32, Error>
    where
        L: LossAfter<M::Head>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let mut totals = self.totals::<L, ()>(&());
        self.evaluate_all(loss, &(), &mut labels::<M, L, Y>(loss, y), &mut totals)?;
        Ok(totals.loss.result())
    }

    /// [`loss`](GradientTape::loss) with a weight for each row; Keras' `sample_weight`.
    ///
    /// # Errors
    /// Those of `loss`, and if the numbers of weights and rows differ.
    pub fn weighted_loss<L, Y, W>(&mut self, loss: &L, y: &Y, weights: &W) -> Result<f32, Error>
    where
        L: LossAfter<M::Head>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        let mut labels = labels::<M, L, Y>(loss, y);
        labels.weigh(SampleWeights::of_rows(weights));
        let mut totals = self.totals::<L, ()>(&());
        self.evaluate_all(loss, &(), &mut labels, &mut totals)?;
        Ok(totals.loss.result())
    }

    /// [`loss`](GradientTape::loss) that also adds the batch to the sums of an epoch: those of the loss and of
    /// `metrics`, a tuple. They begin as [`totals`](GradientTape::totals).
    ///
    /// # Errors
    /// Those of `loss`.
    pub fn loss_and_metrics<L, Ms, Y>(
        &mut self,
        loss: &L,
        metrics: &Ms,
        y: &Y,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error>
    where
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        self.evaluate_all(loss, metrics, &mut labels::<M, L, Y>(loss, y), totals)
    }

    /// The sums of an epoch before its first row.
    #[must_use]
    pub fn totals<L, Ms>(&self, metrics: &Ms) -> TotalsOf<M, L, Ms>
    where
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
    {
        Totals::new(metrics.states::<OutputRow<M>>())
    }

    /// The loss with all labels.
    fn evaluate_all<'y, L, Ms>(
        &mut self,
        loss: &L,
        metrics: &Ms,
        labels: &mut (dyn Labels<'y, Target<L>> + 'y),
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error>
    where
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
    {
        let rows = self.rows;
        if labels.len() != rows {
            return Err(Error::Lengths {
                data: "batch",
                x: rows,
                y: labels.len(),
            });
        }
        labels.check()?;
        let objective = Objective {
            loss,
            metrics,
            labels,
        };
        let order = core::mem::take(&mut self.order);
        let result = self.evaluate::<L, Ms>(objective, &order[..rows], totals);
        self.order = order;
        result
    }

    /// The loss with the labels of the rows `order`, one for each row of `forward`.
    pub(crate) fn evaluate<L, Ms>(
        &mut self,
        objective: Objective<'_, '_, L, Ms>,
        order: &[u32],
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error>
    where
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
    {
        let rows = self.rows;
        let (outputs, gradients) = self.workspace.outputs_and_gradient(rows);
        self.from = Start::Losses;
        step::evaluate::<M, L, Ms>(objective, order, outputs, gradients, totals)
    }

    /// The outputs, and the memory for the gradient of a loss of your own with respect to them.
    pub fn outputs_and_gradient(&mut self) -> (&[OutputRow<M>], &mut [OutputRow<M>]) {
        self.from = Start::Outputs;
        self.workspace.outputs_and_gradient(self.rows)
    }

    /// The penalties of all regularizers on the weights and on the layers' outputs of the last
    /// [`forward`](GradientTape::forward); Keras' `sum(model.losses)`. After this call the gradient is that of
    /// the loss plus the penalties.
    pub fn penalty(&mut self, model: &M) -> f32 {
        self.penalized = true;
        model::penalty(model) + model::activity::<M>(&self.workspace.arena(), self.rows)
    }

    /// The gradients of the loss with respect to all weights, for the rows `x` of the last
    /// [`forward`](GradientTape::forward). The model does not change.
    ///
    /// # Panics
    /// If `x` has more rows.
    pub fn gradient<X>(&mut self, model: &mut M, x: &X, gradients: &mut Gradients<M>)
    where
        X: Batch<InputRow<M>> + ?Sized,
    {
        self.backward(model, x, None, gradients);
    }

    /// The same as [`gradient`](GradientTape::gradient), with the gradients with respect to the rows `x` in
    /// `inputs`; TensorFlow's `tape.watch(x)`.
    ///
    /// # Panics
    /// If `x` has more rows, or if `inputs` has fewer.
    pub fn gradient_with_inputs<X>(
        &mut self,
        model: &mut M,
        x: &X,
        gradients: &mut Gradients<M>,
        inputs: &mut [InputRow<M>],
    ) where
        X: Batch<InputRow<M>> + ?Sized,
    {
        self.backward(model, x, Some(inputs), gradients);
    }

    pub(crate) fn backward<X>(
        &mut self,
        model: &mut M,
        x: &X,
        inputs: Option<&mut [InputRow<M>]>,
        gradients: &mut Gradients<M>,
    ) where
        X: Batch<InputRow<M>> + ?Sized,
    {
        let mut pass = self.pass;
        if self.penalized {
            pass = pass.penalized();
        }
        let (x, rows) = (RowsOf::<X, InputRow<M>>::new(x), x.len());
        let mut inputs = inputs.map(|inputs| [Row::flatten_mut(&mut inputs[..rows])]);
        let inputs = inputs.as_mut().map(|inputs| &mut inputs[..]);
        let (mut arena, learner) = (self.workspace.arena(), &mut gradients.store());
        model.backward(&[&x], &mut arena, self.from, inputs, learner, &pass);
        if self.penalized {
            model::add_penalty_gradients(model, gradients.vectors_mut());
        }
    }
}

/// The labels of a batch.
fn labels<'y, M: Model, L, Y>(loss: &L, y: &'y Y) -> LabelsOf<'y, L, M::Output, Y>
where
    L: LossAfter<M::Head>,
    Y: Samples + ?Sized,
    Y::Item: LabelFor<L, M::Output>,
{
    LabelsOf::new(loss, y)
}

impl<M: Model> fmt::Debug for GradientTape<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GradientTape")
            .field("model", &M::NAME)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}
