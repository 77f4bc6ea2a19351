use alloc::string::String;
use alloc::vec::Vec;

use super::{Data, Fit, Validated};
use crate::callbacks::Training;
use crate::compile::{Compiled, Room};
use crate::contract::{LossAfter, Metrics};
use crate::history::{History, Logs};
use crate::memory::{Fixed, Heap};
use crate::model::Model;
use crate::optimizers::Optimizer;
use crate::step::Totals;
use crate::{Error, contract, random};

/// What callbacks see and change between their calls.
struct Watched {
    epochs: usize,
    steps: usize,
    names: Vec<&'static str>,
    stop: bool,
    notes: Vec<String>,
}

impl Watched {
    /// Calls a hook, and takes over what it changed.
    fn call<M: Model, O: Optimizer, L, Ms>(
        &mut self,
        compiled: &mut Compiled<M, O, L, Ms>,
        hook: impl FnOnce(&mut Training<'_, M>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let learning_rate = compiled.optimizer.learning_rate();
        let mut training = Training {
            model: &mut *compiled.model,
            epochs: self.epochs,
            steps: self.steps,
            names: &self.names,
            learning_rate,
            stop: self.stop,
            notes: core::mem::take(&mut self.notes),
        };
        let result = hook(&mut training);
        self.stop = training.stop;
        self.notes = training.notes;
        let changed = training.learning_rate;
        result?;
        if changed.to_bits() != learning_rate.to_bits() {
            contract::check("learning_rate", changed.into())?;
            compiled.optimizer.set_learning_rate(changed);
        }
        Ok(())
    }
}

impl<M, O, L, Ms, V> Fit<'_, M, O, L, Ms, V>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// Trains on the first `rows` rows.
    pub(super) fn train(self, rows: usize) -> Result<History, Error> {
        let Fit {
            compiled,
            mut data,
            mut validated,
            mut callbacks,
            epochs,
            batch_size,
            shuffle,
            seed,
            ..
        } = self;
        let batch = batch_size.min(rows);
        let validates = !matches!(validated, Validated::Nothing);
        let mut history = History::default();
        let mut watched = Watched {
            epochs,
            steps: rows.div_ceil(batch),
            names: Compiled::<M, O, L, Ms>::names(validates),
            stop: false,
            notes: Vec::new(),
        };
        watched.call(compiled, |training| callbacks.on_train_begin(training))?;
        if epochs > 0 {
            let mut order: Vec<u32> = (0..rows as u32).collect();
            let mut room = Room::for_rows(compiled.room.take(), batch);
            let mut test_work = None;
            let (mut logs, mut test_logs) = (Logs::default(), Logs::default());
            for epoch in 0..epochs {
                watched.call(compiled, |training| {
                    callbacks.on_epoch_begin(epoch, training)
                })?;
                if shuffle {
                    order
                        .iter_mut()
                        .zip(0..)
                        .for_each(|(row, place)| *row = place);
                    let mut rng = random::epoch_generator(seed, compiled.iterations);
                    random::shuffle(&mut order, &mut rng);
                }
                let mut totals = Totals::new();
                logs.clear();
                for (index, order) in order.chunks(batch).enumerate() {
                    watched.call(compiled, |training| {
                        callbacks.on_train_batch_begin(index, training)
                    })?;
                    compiled.step(&mut data, order, &mut room, seed, &mut totals)?;
                    Compiled::<M, O, L, Ms>::log(&mut logs, &totals, false);
                    if index == 0 {
                        logs.sort();
                    }
                    watched.call(compiled, |training| {
                        callbacks.on_train_batch_end(index, &logs, training)
                    })?;
                    if watched.stop {
                        break;
                    }
                }
                let (data, first) = match &mut validated {
                    Validated::Nothing => (None, 0),
                    Validated::Data(data) => (Some(data), 0),
                    Validated::Share(_) => (Some(&mut data), rows),
                };
                if let Some(data) = data {
                    watched.call(compiled, |training| callbacks.on_test_begin(training))?;
                    let totals = compiled.validate(data, first, batch_size, &mut test_work)?;
                    test_logs.clear();
                    Compiled::<M, O, L, Ms>::log(&mut test_logs, &totals, false);
                    test_logs.sort();
                    watched.call(compiled, |training| {
                        callbacks.on_test_end(&test_logs, training)
                    })?;
                    Compiled::<M, O, L, Ms>::log(&mut logs, &totals, true);
                    logs.sort();
                }
                watched.call(compiled, |training| {
                    callbacks.on_epoch_end(epoch, &mut logs, training)
                })?;
                history.push(epoch, &logs);
                if watched.stop {
                    break;
                }
            }
            compiled.room = Some(room);
        }
        watched.call(compiled, |training| callbacks.on_train_end(training))?;
        Ok(history)
    }
}

impl<M, O, L, Ms> Compiled<M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// The names that an epoch's logs will have.
    fn names(validates: bool) -> Vec<&'static str> {
        let mut names: Vec<_> = (0..Ms::COUNT).map(Ms::name).chain(["loss"]).collect();
        if validates {
            names.extend((0..Ms::COUNT).map(Ms::val_name).chain(["val_loss"]));
        }
        names.sort_unstable();
        names
    }

    /// Loss and metrics on the rows from `first`; `work` is kept for the next time.
    fn validate(
        &self,
        data: &mut Data<'_, M, L>,
        first: usize,
        batch_size: usize,
        work: &mut Option<M::Work<Heap, Fixed<0>>>,
    ) -> Result<Totals<Ms::States>, Error> {
        let rows = first..data.rows.len();
        let batch = batch_size.min(rows.len());
        let work = work.get_or_insert_with(|| M::work(batch));
        self.test(data, rows, batch, work)
    }
}
