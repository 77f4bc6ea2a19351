//! `compile!`: a model, an optimizer, a loss and metrics.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut, Range};

use crate::Error;
use crate::contract::{LabelFor, LossAfter, MetricFor, Metrics, Push, RowFor, Samples};
use crate::fit::{Data, Fit};
use crate::gather::{Gather, Rows};
use crate::gradients::Update;
use crate::history::Logs;
use crate::layers::Pass;
use crate::losses::Loss;
use crate::memory::{Fixed, Heap, Lane, zeroed_rows};
use crate::model::{IntoModel, Model, OutputRow};
use crate::optimizers::Optimizer;
use crate::step::{self, Totals};

/// Rows that are evaluated, or predicted, at once.
pub(crate) const EVALUATION_BATCH: usize = 32;

/// The beginning of a compiled model; `compile!` is a spelling of it:
///
/// ```
/// # use kerust_core::compile::{Compile, Compiled};
/// # use kerust_core::contract::LossAfter;
/// # use kerust_core::losses::mse;
/// # use kerust_core::metrics::mae;
/// # use kerust_core::model::Model;
/// # use kerust_core::optimizers::Adam;
/// fn compile<Net: Model>(net: Box<Net>) -> Compiled<Net, Adam, mse, (mae,)> {
///     Compile::new(net)
///         .optimizer(Adam::new().learning_rate(0.01))
///         .loss::<mse>()
///         .metric::<mae>()
/// }
/// ```
pub struct Compile<M, O = ()> {
    model: Box<M>,
    optimizer: O,
}

impl<M: Model> Compile<M> {
    /// Takes a model in a box, or a blueprint.
    #[must_use]
    pub fn new(model: impl IntoModel<Model = M>) -> Self {
        Compile {
            model: model.into_model(),
            optimizer: (),
        }
    }

    /// How the weights follow their gradients.
    #[must_use]
    pub fn optimizer<O: Optimizer>(self, optimizer: O) -> Compile<M, O> {
        Compile {
            model: self.model,
            optimizer,
        }
    }
}

impl<M: Model, O: Optimizer> Compile<M, O> {
    /// What becomes small.
    #[must_use]
    pub fn loss<L: LossAfter<M::Head>>(self) -> Compiled<M, O, L::Is> {
        Compiled {
            state: zeroed_rows(M::LANES * O::SLOTS),
            model: self.model,
            optimizer: self.optimizer,
            loss: L::Is::default(),
            iterations: 0,
            room: None,
            metrics: PhantomData,
        }
    }
}

impl<M: Model, O> fmt::Debug for Compile<M, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Compile<{}>", M::NAME)
    }
}

/// Memory for the batches of a training.
pub(crate) struct Room<M: Model> {
    rows: usize,
    pub(crate) work: M::Work<Heap, Heap>,
}

impl<M: Model> Room<M> {
    /// `room` if it is large enough, else a new one.
    pub(crate) fn for_rows(room: Option<Room<M>>, rows: usize) -> Self {
        room.filter(|room| room.rows >= rows)
            .unwrap_or_else(|| Room {
                rows,
                work: M::work(rows),
            })
    }
}

/// A model that can be trained: with optimizer `O` and its state, loss `L`, and metrics `Ms`, a
/// tuple.
///
/// It gives access to the model itself: `compiled.predict(&row)`, `compiled.summary()`.
pub struct Compiled<M: Model, O, L, Ms = ()> {
    pub(crate) model: Box<M>,
    pub(crate) optimizer: O,
    pub(crate) loss: L,
    pub(crate) state: Box<[Lane]>,
    pub(crate) iterations: u64,
    pub(crate) room: Option<Room<M>>,
    metrics: PhantomData<fn() -> Ms>,
}

impl<M: Model, O: Optimizer, L: LossAfter<M::Head>, Ms> Compiled<M, O, L, Ms> {
    /// Measures `Q` as well.
    #[must_use]
    pub fn metric<Q: MetricFor<L, M::Head>>(self) -> Compiled<M, O, L, <Ms as Push<Q::Is>>::Out>
    where
        Ms: Push<Q::Is>,
    {
        Compiled {
            model: self.model,
            optimizer: self.optimizer,
            loss: self.loss,
            state: self.state,
            iterations: self.iterations,
            room: self.room,
            metrics: PhantomData,
        }
    }
}

impl<M: Model, O, L, Ms> Compiled<M, O, L, Ms> {
    /// The model.
    #[must_use]
    pub fn model(&self) -> &M {
        &self.model
    }

    /// The model, to be changed.
    pub fn model_mut(&mut self) -> &mut M {
        &mut self.model
    }

    /// Gives the model back, without the optimizer's state.
    #[must_use]
    pub fn into_model(self) -> Box<M> {
        self.model
    }

    /// The optimizer.
    #[must_use]
    pub fn optimizer(&self) -> &O {
        &self.optimizer
    }

    /// How many batches were trained on.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.iterations
    }
}

impl<M, O, L, Ms> Compiled<M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// Trains on the rows `x` and their labels `y`, with the settings that follow and
    /// [`run`](Fit::run) at the end; `fit!` is a spelling of it.
    pub fn fit<'a, X, Y>(&'a mut self, x: &'a X, y: &'a Y) -> Fit<'a, M, O, L, Ms>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        Fit::new(self, Data::new(x, y))
    }

    /// Loss and metrics on the rows `x` and their labels `y`: `loss` first, then the metrics as
    /// compiled.
    ///
    /// # Errors
    /// If there are no rows, not as many rows as labels, or a label that is none of the classes.
    pub fn evaluate<X, Y>(&self, x: &X, y: &Y) -> Result<Logs, Error>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let mut data = Data::new(x, y);
        data.check("the data to evaluate")?;
        let batch = EVALUATION_BATCH.min(x.len());
        let totals = self.test(&mut data, 0..x.len(), batch, &mut M::work(batch))?;
        let mut logs = Logs::default();
        Self::log(&mut logs, &totals, false);
        Ok(logs)
    }

    /// One step on the rows `x` and their labels `y`, as one batch; the values are those before
    /// it.
    ///
    /// # Errors
    /// If there are no rows, not as many rows as labels, a label that is none of the classes, or a
    /// setting of the optimizer with a value that it cannot have.
    pub fn train_on_batch<X, Y>(&mut self, x: &X, y: &Y) -> Result<Logs, Error>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        self.optimizer.check()?;
        let mut data = Data::new(x, y);
        data.check("the batch")?;
        let mut room = Room::for_rows(self.room.take(), x.len());
        let order: Vec<u32> = (0..x.len() as u32).collect();
        let mut totals = Totals::new();
        let result = self.step(&mut data, &order, &mut room, 0, &mut totals);
        self.room = Some(room);
        result?;
        let mut logs = Logs::default();
        Self::log(&mut logs, &totals, false);
        Ok(logs)
    }

    /// One step on the rows `order`.
    pub(crate) fn step(
        &mut self,
        data: &mut Data<'_, M, L>,
        order: &[u32],
        room: &mut Room<M>,
        seed: u64,
        totals: &mut Totals<Ms::States>,
    ) -> Result<(), Error> {
        let pass = Pass::train(seed, self.iterations);
        let mut learner = Update::new(&self.optimizer, self.iterations, &mut self.state);
        let (model, loss, work) = (&mut *self.model, &self.loss, &mut room.work);
        let labels = &mut *data.labels;
        match data.rows.load(order.iter().map(|row| *row as usize))? {
            Rows::Here(x) => step::train::<M, L, Ms, _, _, _, _>(
                model,
                loss,
                x,
                labels,
                order,
                work,
                &mut learner,
                &pass,
                totals,
            ),
            Rows::Copies(x) => step::train::<M, L, Ms, _, _, _, _>(
                model,
                loss,
                x,
                labels,
                order,
                work,
                &mut learner,
                &pass,
                totals,
            ),
        }?;
        self.iterations += 1;
        Ok(())
    }

    /// Loss and metrics on some of the rows.
    pub(crate) fn test(
        &self,
        data: &mut Data<'_, M, L>,
        rows: Range<usize>,
        batch: usize,
        work: &mut M::Work<Heap, Fixed<0>>,
    ) -> Result<Totals<Ms::States>, Error> {
        let (model, loss) = (&*self.model, &self.loss);
        let mut totals = Totals::new();
        for first in rows.clone().step_by(batch) {
            let last = rows.end.min(first + batch);
            let labels = &mut *data.labels;
            match data.rows.load(first..last)? {
                Rows::Here(x) => step::test::<M, L, Ms, _, _, _>(
                    model,
                    loss,
                    x,
                    labels,
                    first,
                    work,
                    &mut totals,
                ),
                Rows::Copies(x) => step::test::<M, L, Ms, _, _, _>(
                    model,
                    loss,
                    x,
                    labels,
                    first,
                    work,
                    &mut totals,
                ),
            }?;
        }
        Ok(totals)
    }

    /// Writes loss and metrics to `logs`.
    pub(crate) fn log(logs: &mut Logs, totals: &Totals<Ms::States>, validation: bool) {
        let loss = if validation { "val_loss" } else { "loss" };
        logs.set(loss, totals.loss.result());
        for index in 0..Ms::COUNT {
            let name = if validation {
                Ms::val_name(index)
            } else {
                Ms::name(index)
            };
            logs.set(name, Ms::result(&totals.metrics, index));
        }
    }
}

/// What the model makes of the rows `x`, one after the other.
pub(crate) fn predict_batch<M: Model, X>(model: &M, x: &X) -> Result<Vec<OutputRow<M>>, Error>
where
    X: Samples + ?Sized,
    X::Item: RowFor<M::Input>,
{
    let rows = EVALUATION_BATCH.min(x.len());
    let mut gather = Gather::new(x);
    let mut work = M::work::<Heap, Fixed<0>>(rows);
    let mut outputs = Vec::with_capacity(x.len());
    for first in (0..x.len()).step_by(EVALUATION_BATCH) {
        let last = x.len().min(first + EVALUATION_BATCH);
        match gather.load(first..last)? {
            Rows::Here(x) => model.forward(x, &mut work, &Pass::PREDICT),
            Rows::Copies(x) => model.forward(x, &mut work, &Pass::PREDICT),
        }
        outputs.extend_from_slice(&M::outputs(&work)[..last - first]);
    }
    Ok(outputs)
}

impl<M: Model, O: Clone, L: Clone, Ms> Clone for Compiled<M, O, L, Ms>
where
    Box<M>: Clone,
{
    fn clone(&self) -> Self {
        Compiled {
            model: self.model.clone(),
            optimizer: self.optimizer.clone(),
            loss: self.loss.clone(),
            state: self.state.clone(),
            iterations: self.iterations,
            room: None,
            metrics: PhantomData,
        }
    }
}

impl<M: Model, O, L, Ms> Deref for Compiled<M, O, L, Ms> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.model
    }
}

impl<M: Model, O, L, Ms> DerefMut for Compiled<M, O, L, Ms> {
    fn deref_mut(&mut self) -> &mut M {
        &mut self.model
    }
}

impl<M: Model, O: fmt::Debug, L: Loss, Ms> fmt::Debug for Compiled<M, O, L, Ms> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compiled")
            .field("model", &M::NAME)
            .field("optimizer", &self.optimizer)
            .field("loss", &L::NAME)
            .field("iterations", &self.iterations)
            .finish_non_exhaustive()
    }
}
