use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut, Range};

use super::{Outputs, Room};
use crate::Error;
use crate::contract::{LabelFor, LossAfter, MetricFor, Metrics, Push, RowFor, Samples};
use crate::fit::{Data, Fit, available};
use crate::history::Logs;
use crate::layers::Pass;
use crate::losses::Loss;
use crate::model::Model;
use crate::optimizers::{Built, Optimizer};
use crate::step::{self, Totals};

/// A model that can be trained: with optimizer `O` and its state, loss `L`, and metrics `Ms`, a
/// tuple.
///
/// It gives access to the model itself: `compiled.predict(&row)`, `compiled.summary()`.
pub struct Compiled<M: Model, O, L, Ms = ()> {
    pub(crate) model: Box<M>,
    pub(crate) optimizer: Built<M, O>,
    pub(crate) loss: L,
    pub(crate) room: Option<Room<M>>,
    metrics: PhantomData<fn() -> Ms>,
}

impl<M: Model, O: Optimizer, L> Compiled<M, O, L> {
    pub(super) fn new(model: Box<M>, optimizer: O, loss: L) -> Self {
        Compiled {
            model,
            optimizer: optimizer.build(),
            loss,
            room: None,
            metrics: PhantomData,
        }
    }
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
        self.optimizer.optimizer()
    }

    /// How many batches were trained on.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.optimizer.iterations()
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
        Fit::new(self, Data::new("training data", x, y))
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
        let mut data = Data::new("data to evaluate", x, y);
        data.check()?;
        let mut outputs = Outputs::new(available());
        let totals = self.test(&mut data, 0..x.len(), &mut outputs)?;
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
        let mut data = Data::new("batch", x, y);
        data.check()?;
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
        let pass = Pass::train(seed, self.optimizer.iterations());
        let rows = order.iter().map(|row| *row as usize);
        data.rows.load(rows, &mut data.batch)?;
        let result = step::train::<M, L, Ms, _, _, _, _>(
            &mut self.model,
            &self.loss,
            &data.batch,
            &mut *data.labels,
            order,
            &mut room.work,
            &mut self.optimizer.learner(),
            &pass,
            totals,
        );
        result.map_err(|error| data.named(error))?;
        self.optimizer.learned(&mut self.model);
        Ok(())
    }

    /// Loss and metrics on some of the rows.
    pub(crate) fn test<'x>(
        &self,
        data: &mut Data<'x, M, L>,
        rows: Range<usize>,
        outputs: &mut Outputs<'x, M>,
    ) -> Result<Totals<Ms::States>, Error> {
        let mut totals = Totals::new();
        let (source, labels) = (&mut data.rows, &mut *data.labels);
        let result = outputs.each(&self.model, source, rows, |first, outputs| {
            step::score::<M, L, Ms>(&self.loss, labels, first, outputs, &mut totals)
        });
        result.map_err(|error| data.named(error))?;
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

impl<M: Model, O: Clone, L: Clone, Ms> Clone for Compiled<M, O, L, Ms>
where
    Box<M>: Clone,
{
    fn clone(&self) -> Self {
        Compiled {
            model: self.model.clone(),
            optimizer: self.optimizer.clone(),
            loss: self.loss.clone(),
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
            .field("optimizer", self.optimizer.optimizer())
            .field("loss", &L::NAME)
            .field("iterations", &self.optimizer.iterations())
            .finish_non_exhaustive()
    }
}
