use alloc::boxed::Box;
use core::fmt;

use crate::Error;
use crate::layers::Pass;
use crate::model::node::forward_batch;
use crate::model::{self, Gradients, Model, Start, Workspace};
use crate::samples::Samples;
use crate::tensor::{BatchFor, MOST, Rows, Structure};
use crate::train::data::in_order;
use crate::train::data::label_data::LabelData;
use crate::train::data::labels::{SampleWeight, SampleWeights};
use crate::train::data::losses::Losses;
use crate::train::step::{Objective, Scoring, Totals, TotalsOf};

/// Rows of outputs of model `M`, and of their gradients: a slice; of several outputs a tuple of slices.
type RowsOut<'a, M> = <<M as Model>::Output as Structure>::Rows<'a>;
type GradientOut<'a, M> = <<M as Model>::Output as Structure>::RowsMut<'a>;

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
    pub fn forward<X>(&mut self, model: &M, x: X, pass: Pass<'static>) -> RowsOut<'_, M>
    where
        X: BatchFor<M::Input>,
    {
        x.with_rows(|x| self.forward_rows(model, x, pass));
        self.outputs()
    }

    /// [`forward`](GradientTape::forward), with the rows of each input.
    pub(crate) fn forward_rows(&mut self, model: &M, x: &[&dyn Rows], pass: Pass<'static>) {
        let rows = x[0].count();
        assert!(
            rows <= self.order.len(),
            "more rows than the tape has room for"
        );
        assert!(
            x.iter().all(|x| x.count() == rows),
            "inputs with different numbers of rows"
        );
        self.pass = pass.on_this_processor();
        self.rows = rows;
        self.penalized = false;
        forward_batch(model, x, &mut self.workspace.arena(), &self.pass);
    }

    /// The outputs of the last [`forward`](GradientTape::forward).
    #[must_use]
    pub fn outputs(&self) -> RowsOut<'_, M> {
        self.workspace.outputs(self.rows)
    }

    /// The loss of the outputs with the labels `y`, like that of Keras' loss objects; the tape keeps its
    /// gradient. Of several outputs `loss` is a tuple with the loss of each, and the result their sum.
    ///
    /// # Errors
    /// If the numbers of labels and rows differ, or if a label is none of the model's classes.
    pub fn loss<'y, L, Y>(&mut self, loss: &L, y: Y) -> Result<f32, Error>
    where
        L: Losses<NoMetrics: Scoring<M, L>>,
        Y: LabelData<'y, L, M::Output>,
    {
        self.loss_of_lists::<L, Y>(loss, y.lists(loss))
    }

    /// [`loss`](GradientTape::loss) with a weight for each row; Keras' `sample_weight`.
    ///
    /// # Errors
    /// Those of `loss`, and if the numbers of weights and rows differ.
    pub fn weighted_loss<'y, L, Y, W>(
        &mut self,
        loss: &L,
        y: Y,
        weights: &'y W,
    ) -> Result<f32, Error>
    where
        L: Losses<NoMetrics: Scoring<M, L>>,
        Y: LabelData<'y, L, M::Output>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        let mut lists = y.lists(loss);
        L::each(Y::borrow(&mut lists), &mut |_, labels| {
            labels.weigh(SampleWeights::of_rows(weights));
            Ok(())
        })?;
        self.loss_of_lists::<L, Y>(loss, lists)
    }

    fn loss_of_lists<'y, L, Y>(&mut self, loss: &L, lists: Y::Lists) -> Result<f32, Error>
    where
        L: Losses<NoMetrics: Scoring<M, L>>,
        Y: LabelData<'y, L, M::Output>,
    {
        let metrics = L::NoMetrics::default();
        let mut totals = self.totals::<L, L::NoMetrics>(&metrics);
        self.evaluate_lists::<L, L::NoMetrics, Y>(loss, &metrics, lists, &mut totals)?;
        Ok(totals.loss.result())
    }

    /// [`loss`](GradientTape::loss) that also adds the batch to the sums of an epoch: those of the loss and of
    /// `metrics`, a tuple. They begin as [`totals`](GradientTape::totals).
    ///
    /// # Errors
    /// Those of `loss`.
    pub fn loss_and_metrics<'y, L, Ms, Y>(
        &mut self,
        loss: &L,
        metrics: &Ms,
        y: Y,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error>
    where
        L: Losses,
        Ms: Scoring<M, L>,
        Y: LabelData<'y, L, M::Output>,
    {
        self.evaluate_lists::<L, Ms, Y>(loss, metrics, y.lists(loss), totals)
    }

    /// The sums of an epoch before its first row.
    #[must_use]
    pub fn totals<L, Ms>(&self, metrics: &Ms) -> TotalsOf<M, L, Ms>
    where
        L: Losses,
        Ms: Scoring<M, L>,
    {
        Totals::new(metrics.all_states())
    }

    /// The loss with all labels.
    fn evaluate_lists<'y, L, Ms, Y>(
        &mut self,
        loss: &L,
        metrics: &Ms,
        mut lists: Y::Lists,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error>
    where
        L: Losses,
        Ms: Scoring<M, L>,
        Y: LabelData<'y, L, M::Output>,
    {
        let rows = self.rows;
        L::each(Y::borrow(&mut lists), &mut |_, labels| {
            if labels.len() != rows {
                return Err(Error::Lengths {
                    data: "batch",
                    x: rows,
                    y: labels.len(),
                });
            }
            labels.check()
        })?;
        let objective = Objective {
            loss,
            loss_weights: &[],
            metrics,
            labels: Y::borrow(&mut lists),
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
        L: Losses,
        Ms: Scoring<M, L>,
    {
        self.from = Start::Losses;
        Ms::evaluate(objective, order, &mut self.workspace.arena(), totals)
    }

    /// The outputs, and the memory for the gradient of a loss of your own with respect to them.
    pub fn outputs_and_gradient(&mut self) -> (RowsOut<'_, M>, GradientOut<'_, M>) {
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
    pub fn gradient<X>(&mut self, model: &mut M, x: X, gradients: &mut Gradients<M>)
    where
        X: BatchFor<M::Input>,
    {
        x.with_rows(|x| self.backward(model, x, None, gradients));
    }

    /// The same as [`gradient`](GradientTape::gradient), with the gradients with respect to the rows `x` in
    /// `inputs`; TensorFlow's `tape.watch(x)`.
    ///
    /// # Panics
    /// If `x` has more rows, or if `inputs` has fewer.
    pub fn gradient_with_inputs<X>(
        &mut self,
        model: &mut M,
        x: X,
        gradients: &mut Gradients<M>,
        inputs: <M::Input as Structure>::RowsMut<'_>,
    ) where
        X: BatchFor<M::Input>,
    {
        x.with_rows(|x| self.backward(model, x, Some(inputs), gradients));
    }

    pub(crate) fn backward(
        &mut self,
        model: &mut M,
        x: &[&dyn Rows],
        inputs: Option<<M::Input as Structure>::RowsMut<'_>>,
        gradients: &mut Gradients<M>,
    ) {
        let mut pass = self.pass;
        if self.penalized {
            pass = pass.penalized();
        }
        let rows = x[0].count();
        let mut numbers: Option<[&mut [f32]; MOST]> = inputs.map(|inputs| {
            let mut numbers = [const { None }; MOST];
            M::Input::each_mut(inputs, |input, of| {
                numbers[input] = Some(&mut of[..rows * M::INPUTS[input].len()]);
            });
            numbers.map(Option::unwrap_or_default)
        });
        let inputs = numbers
            .as_mut()
            .map(|numbers| &mut numbers[..M::INPUTS.len()]);
        let (mut arena, learner) = (self.workspace.arena(), &mut gradients.store());
        model.backward(x, &mut arena, self.from, inputs, learner, &pass);
        if self.penalized {
            model::add_penalty_gradients(model, gradients.vectors_mut());
        }
    }
}

impl<M: Model> fmt::Debug for GradientTape<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GradientTape")
            .field("model", &M::NAME)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}
