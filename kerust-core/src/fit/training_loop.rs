use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "std")]
use super::crew::Crew;
use super::crew::Leader;
use super::{Data, Fit, Validated};
use crate::callbacks::{Access, Training};
use crate::compile::{Compiled, Outputs, Room};
use crate::contract::{LossAfter, Metrics};
use crate::history::{History, Logs};
use crate::losses::Loss;
use crate::model::Model;
use crate::optimizers::Optimizer;
use crate::step::TotalsOf;
#[cfg(feature = "std")]
use crate::team;
use crate::{Error, random};

/// What callbacks see and change between their calls.
struct Watched {
    epochs: usize,
    steps: usize,
    names: Vec<&'static str>,
    stop: bool,
    notes: Vec<String>,
}

/// The model that is trained, by one thread or by several.
struct Trained<'t, 'x, M: Model, O: Optimizer, L: Loss, Ms> {
    compiled: &'t mut Compiled<M, O, L, Ms>,
    leader: Option<Leader<'t, 'x, M, O>>,
}

impl<M: Model, O: Optimizer, L: Loss, Ms> Access<M> for Trained<'_, '_, M, O, L, Ms> {
    fn model(&mut self) -> &mut M {
        if let Some(leader) = &mut self.leader {
            leader.gather(&mut self.compiled.model);
        }
        &mut self.compiled.model
    }
}

impl<'x, M, O, L, Ms> Trained<'_, 'x, M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// One step on the rows `order`.
    fn step(
        &mut self,
        data: &mut Data<'x, M, L>,
        order: &[u32],
        room: &mut Room<M>,
        seed: u64,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error> {
        match &mut self.leader {
            None => self.compiled.step(data, order, room, seed, totals),
            Some(leader) => leader.step(self.compiled, data, order, room, seed, totals),
        }
    }

    /// All threads' work in one place, at the end.
    fn finish(&mut self) {
        if let Some(leader) = &mut self.leader {
            leader.gather(&mut self.compiled.model);
            leader.gather_state(self.compiled.optimizer.state_mut());
        }
    }
}

impl Watched {
    /// Calls a hook, and takes over what it changed.
    fn call<M: Model, O: Optimizer, L: Loss, Ms>(
        &mut self,
        trained: &mut Trained<'_, '_, M, O, L, Ms>,
        hook: impl FnOnce(&mut Training<'_, M>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let optimizer = &trained.compiled.optimizer;
        let (learning_rate, updates) = (optimizer.learning_rate(), optimizer.updates());
        let mut training = Training {
            access: trained,
            epochs: self.epochs,
            steps: self.steps,
            names: &self.names,
            learning_rate,
            updates,
            stop: self.stop,
            notes: core::mem::take(&mut self.notes),
        };
        let result = hook(&mut training);
        self.stop = training.stop;
        self.notes = training.notes;
        let changed = training.learning_rate;
        result?;
        if changed.to_bits() != learning_rate.to_bits() {
            trained.compiled.optimizer.set_learning_rate(changed)?;
        }
        Ok(())
    }
}

impl<'a, M, O, L, Ms, V> Fit<'a, M, O, L, Ms, V>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// Trains on the first `rows` rows.
    #[cfg(feature = "std")]
    pub(super) fn train(self, rows: usize) -> Result<History, Error> {
        let batch = self.batch_size.min(rows);
        let optimizer = &self.compiled.optimizer;
        let threads = if optimizer.is_shared() {
            self.threads
        } else {
            1
        };
        let members = team::members::<M>(threads, batch);
        if members == 1 {
            return self.train_with(rows, None);
        }
        let (model, state) = (&*self.compiled.model, optimizer.state());
        let crew = &Crew::new(members, batch, model, state);
        std::thread::scope(|scope| {
            let all = (1..members).all(|member| {
                let thread = std::thread::Builder::new().name(alloc::format!("kerust-{member}"));
                thread
                    .spawn_scoped(scope, move || crew.work(member))
                    .is_ok()
            });
            let leader = Leader::new(crew);
            // Where the system has no more threads, this one does all.
            self.train_with(rows, all.then_some(leader))
        })
    }

    /// Trains on the first `rows` rows.
    #[cfg(not(feature = "std"))]
    pub(super) fn train(self, rows: usize) -> Result<History, Error> {
        self.train_with(rows, None)
    }

    fn train_with(
        self,
        rows: usize,
        leader: Option<Leader<'_, 'a, M, O>>,
    ) -> Result<History, Error> {
        let Fit {
            compiled,
            mut data,
            mut validated,
            mut callbacks,
            epochs,
            batch_size,
            shuffle,
            seed,
            threads,
            ..
        } = self;
        let mut trained = Trained { compiled, leader };
        let trained = &mut trained;
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
        let result = (|| {
            watched.call(trained, |training| callbacks.on_train_begin(training))?;
            if epochs > 0 {
                let mut order: Vec<u32> = (0..rows as u32).collect();
                let mut room = Room::for_rows(trained.compiled.room.take(), batch);
                let mut outputs = Outputs::new(threads, batch_size);
                let (mut logs, mut test_logs) = (Logs::default(), Logs::default());
                for epoch in 0..epochs {
                    watched.call(trained, |training| {
                        callbacks.on_epoch_begin(epoch, training)
                    })?;
                    if shuffle {
                        order
                            .iter_mut()
                            .zip(0..)
                            .for_each(|(row, place)| *row = place);
                        let mut rng = random::epoch_generator(seed, trained.compiled.iterations());
                        random::shuffle(&mut order, &mut rng);
                    }
                    let mut totals = trained.compiled.totals();
                    logs.clear();
                    for (index, order) in order.chunks(batch).enumerate() {
                        watched.call(trained, |training| {
                            callbacks.on_train_batch_begin(index, training)
                        })?;
                        trained.step(&mut data, order, &mut room, seed, &mut totals)?;
                        trained.compiled.log(&mut logs, &totals, false);
                        if index == 0 {
                            logs.sort();
                        }
                        watched.call(trained, |training| {
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
                        watched.call(trained, |training| callbacks.on_test_begin(training))?;
                        trained.model();
                        let rows = first..data.rows.len();
                        let totals = trained
                            .compiled
                            .test(data, rows, batch_size, &mut outputs)?;
                        test_logs.clear();
                        trained.compiled.log(&mut test_logs, &totals, false);
                        test_logs.sort();
                        watched.call(trained, |training| {
                            callbacks.on_test_end(&test_logs, training)
                        })?;
                        trained.compiled.log(&mut logs, &totals, true);
                        logs.sort();
                    }
                    watched.call(trained, |training| {
                        callbacks.on_epoch_end(epoch, &mut logs, training)
                    })?;
                    history.push(epoch, &logs);
                    if watched.stop {
                        break;
                    }
                }
                trained.compiled.room = Some(room);
                let Compiled {
                    optimizer, model, ..
                } = &mut *trained.compiled;
                optimizer.finish(model);
            }
            watched.call(trained, |training| callbacks.on_train_end(training))
        })();
        trained.finish();
        result.map(|()| history)
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
}
