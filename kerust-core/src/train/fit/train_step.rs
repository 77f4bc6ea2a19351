use crate::Error;
use crate::layers::Pass;
use crate::model::gather::Gathered;
use crate::model::{Gradients, Model};
use crate::optimizers::Optimizer;
use crate::tensor::{Contiguous, MOST, Rows, Structure};
use crate::train::GradientTape;
use crate::train::compile::Compiled;
use crate::train::data::Data;
use crate::train::data::losses::Losses;
use crate::train::step::Scoring;
use crate::train::step::{Objective, TotalsOf};

/// A step of your own for `fit`, instead of forward, backward and update; Keras' `train_step`. It can be a
/// closure:
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 1> > }
///
/// # let (x, y) = ([[0.5, 1.0]; 4], [1.0; 4]);
/// let mut net = compile!(Net::new(1), optimizer = SGD, loss = mse);
/// let mut gradients = Gradients::new();
/// let history = fit!(net, &x, &y, verbose = 0, train_step = |step: &mut Step<'_, Net>| {
///     step.forward();
///     step.loss()?;
///     step.gradient(&mut gradients);
///     gradients.clip_by_value(0.1);
///     step.apply(&mut gradients);
///     Ok(())
/// })?;
/// assert!(history["loss"][0] > 0.0);
/// # Ok::<(), kerust::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a step of training",
    label = "not a step of training",
    note = "a step is a closure, `|step: &mut Step<'_, Net>| {{ step.forward(); … }}`, or a value whose type implements `TrainStep`"
)]
pub trait TrainStep<M: Model> {
    /// Trains on a batch. The result of [`Step::loss`] is in the logs.
    ///
    /// # Errors
    /// Those of the step or your own; they end `fit`.
    fn train_step(&mut self, step: &mut Step<'_, M>) -> Result<(), Error>;
}

#[diagnostic::do_not_recommend]
impl<M: Model, F: FnMut(&mut Step<'_, M>) -> Result<(), Error>> TrainStep<M> for F {
    fn train_step(&mut self, step: &mut Step<'_, M>) -> Result<(), Error> {
        self(step)
    }
}

/// A batch with the parts of a step, which are those of [`GradientTape`]. None of them allocates.
pub struct Step<'s, M: Model> {
    pieces: &'s mut dyn Pieces<M>,
}

/// Rows of inputs and of outputs of model `M`: a slice; of several a tuple of slices.
type RowsIn<'a, M> = <<M as Model>::Input as Structure>::Rows<'a>;
type RowsOut<'a, M> = <<M as Model>::Output as Structure>::Rows<'a>;

/// Gives `run` the rows `x`, or those of the batch.
fn with_rows<M: Model>(
    x: Option<RowsIn<'_, M>>,
    batch: &Gathered<'_>,
    run: impl FnOnce(&[&dyn Rows]),
) {
    let Some(x) = x else {
        return run(&batch.rows()[..M::INPUTS.len()]);
    };
    let mut inputs = [const { None }; MOST];
    M::Input::each(x, |input, numbers| {
        inputs[input] = Some(Contiguous::new(numbers, M::INPUTS[input].len()));
    });
    let none: &dyn Rows = &Contiguous::new(&[], 1);
    let inputs = inputs
        .each_ref()
        .map(|input| input.as_ref().map_or(none, |input| input));
    run(&inputs[..M::INPUTS.len()]);
}

/// The parts of a step without the types of optimizer, loss, metrics and rows.
trait Pieces<M: Model> {
    fn len(&self) -> usize;
    fn row(&self, index: usize) -> <M::Input as Structure>::RowRef<'_>;
    fn model(&mut self) -> &mut M;
    fn iterations(&self) -> u64;
    fn forward(&mut self, x: Option<RowsIn<'_, M>>);
    fn outputs(&self) -> RowsOut<'_, M>;
    fn loss(&mut self, counts: bool) -> Result<f32, Error>;
    fn gradient(
        &mut self,
        x: Option<RowsIn<'_, M>>,
        gradients: &mut Gradients<M>,
        inputs: Option<<M::Input as Structure>::RowsMut<'_>>,
    );
    fn apply(&mut self, gradients: &mut Gradients<M>);
}

impl<M: Model> Step<'_, M> {
    /// The number of rows in the batch.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether the batch is empty: always `false`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Row `index` of the batch.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn row(&self, index: usize) -> <M::Input as Structure>::RowRef<'_> {
        self.pieces.row(index)
    }

    /// The model, to be read or changed.
    pub fn model(&mut self) -> &mut M {
        self.pieces.model()
    }

    /// The number of batches trained on before this one.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.pieces.iterations()
    }

    /// The model's outputs for the batch, computed as in training; a second call in the same step has the same
    /// `Dropout`.
    pub fn forward(&mut self) -> RowsOut<'_, M> {
        self.pieces.forward(None);
        self.pieces.outputs()
    }

    /// The model's outputs for other rows, with the labels of the batch.
    ///
    /// # Panics
    /// If their number is not that of the batch.
    pub fn forward_rows(&mut self, x: RowsIn<'_, M>) -> RowsOut<'_, M> {
        M::Input::each(x, |input, numbers| {
            assert_eq!(
                numbers.len(),
                self.len() * M::INPUTS[input].len(),
                "rows and labels of a batch are as many"
            );
        });
        self.pieces.forward(Some(x));
        self.pieces.outputs()
    }

    /// The loss of the last outputs, including the penalties of regularizers. It enters the logs, as do the
    /// metrics.
    ///
    /// # Errors
    /// If a label is none of the classes.
    pub fn loss(&mut self) -> Result<f32, Error> {
        self.pieces.loss(true)
    }

    /// The same as [`loss`](Step::loss), but not in the logs: for a second pass in a step.
    ///
    /// # Errors
    /// Those of `loss`.
    pub fn loss_aside(&mut self) -> Result<f32, Error> {
        self.pieces.loss(false)
    }

    /// The gradients of the last loss with respect to all weights, after [`forward`](Step::forward).
    pub fn gradient(&mut self, gradients: &mut Gradients<M>) {
        self.pieces.gradient(None, gradients, None);
    }

    /// The gradients of the last loss with respect to all weights and to the batch's rows.
    ///
    /// # Panics
    /// If `inputs` has fewer rows.
    pub fn gradient_with_inputs(
        &mut self,
        gradients: &mut Gradients<M>,
        inputs: <M::Input as Structure>::RowsMut<'_>,
    ) {
        self.pieces.gradient(None, gradients, Some(inputs));
    }

    /// The gradients of the last loss, after [`forward_rows`](Step::forward_rows) with the same rows.
    pub fn gradient_of_rows(&mut self, x: RowsIn<'_, M>, gradients: &mut Gradients<M>) {
        self.pieces.gradient(Some(x), gradients, None);
    }

    /// Updates the weights with these gradients; Keras' `optimizer.apply`.
    pub fn apply(&mut self, gradients: &mut Gradients<M>) {
        self.pieces.apply(gradients);
    }
}

impl<M: Model> core::fmt::Debug for Step<'_, M> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Step<{}> of {} rows", M::NAME, self.len())
    }
}

/// The types and the memory behind the parts of a step.
pub(super) struct StepContext<'s, 'x, M: Model, O: Optimizer, L: Losses, Ms: Scoring<M, L>> {
    pub(super) compiled: &'s mut Compiled<M, O, L, Ms>,
    pub(super) data: &'s mut Data<'x, L>,
    pub(super) order: &'s [u32],
    pub(super) tape: &'s mut GradientTape<M>,
    pub(super) seed: u64,
    pub(super) totals: &'s mut TotalsOf<M, L, Ms>,
}

impl<M, O, L, Ms> StepContext<'_, '_, M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: Losses,
    Ms: Scoring<M, L>,
{
    /// Runs the user's step on the batch.
    pub(super) fn run(mut self, own: &mut (dyn TrainStep<M> + '_)) -> Result<(), Error> {
        let rows = self.order.iter().map(|row| *row as usize);
        self.data.rows.load(rows, &mut self.data.batch)?;
        own.train_step(&mut Step { pieces: &mut self })
    }
}

impl<M, O, L, Ms> Pieces<M> for StepContext<'_, '_, M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: Losses,
    Ms: Scoring<M, L>,
{
    fn len(&self) -> usize {
        self.order.len()
    }

    fn row(&self, index: usize) -> <M::Input as Structure>::RowRef<'_> {
        M::Input::row(|input| self.data.batch.row(input, index))
    }

    fn model(&mut self) -> &mut M {
        &mut self.compiled.model
    }

    fn iterations(&self) -> u64 {
        self.compiled.optimizer.iterations()
    }

    fn forward(&mut self, x: Option<RowsIn<'_, M>>) {
        let pass = Pass::train(self.seed, self.iterations());
        let model = &*self.compiled.model;
        with_rows::<M>(x, &self.data.batch, |x| {
            self.tape.forward_rows(model, x, pass);
        });
    }

    fn outputs(&self) -> RowsOut<'_, M> {
        self.tape.outputs()
    }

    fn loss(&mut self, counts: bool) -> Result<f32, Error> {
        let (rows, compiled) = (self.order.len(), &*self.compiled);
        let (loss, loss_weights) = (&compiled.loss, &compiled.loss_weights);
        let labels = L::borrow(&mut self.data.labels);
        // The epoch's sum is set aside, so that the batch has its own.
        let before = core::mem::take(&mut self.totals.loss);
        let (evaluated, mut batch) = if counts {
            let metrics = &compiled.metrics;
            let objective = Objective {
                loss,
                loss_weights,
                metrics,
                labels,
            };
            let evaluated = self
                .tape
                .evaluate::<L, Ms>(objective, self.order, self.totals);
            (evaluated, core::mem::take(&mut self.totals.loss))
        } else {
            // The metrics have sums of their own, which nobody reads.
            let metrics = &compiled.metrics;
            let mut totals = compiled.totals();
            let objective = Objective {
                loss,
                loss_weights,
                metrics,
                labels,
            };
            let evaluated = self
                .tape
                .evaluate::<L, Ms>(objective, self.order, &mut totals);
            (evaluated, totals.loss)
        };
        self.totals.loss = before;
        evaluated.map_err(|error| self.data.named(error))?;
        if M::IS_REGULARIZED || M::IS_ACTIVITY_REGULARIZED {
            let penalty = f64::from(self.tape.penalty(&compiled.model));
            batch.add_many(penalty * rows as f64, 0.0);
        }
        if counts {
            self.totals.loss.merge(&batch);
        }
        Ok(batch.result())
    }

    fn gradient(
        &mut self,
        x: Option<RowsIn<'_, M>>,
        gradients: &mut Gradients<M>,
        inputs: Option<<M::Input as Structure>::RowsMut<'_>>,
    ) {
        let model = &mut *self.compiled.model;
        with_rows::<M>(x, &self.data.batch, |x| {
            self.tape.backward(model, x, inputs, gradients);
        });
    }

    fn apply(&mut self, gradients: &mut Gradients<M>) {
        let Compiled {
            optimizer, model, ..
        } = &mut *self.compiled;
        optimizer.apply(gradients, model);
    }
}
