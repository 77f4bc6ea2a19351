use alloc::vec::Vec;

use super::evaluate::some_batches;
use super::run::{Own, Run, Trained};
use super::{Fit, Plan, Validated};
#[cfg(feature = "std")]
use crate::model::worker_count;
use crate::model::{Model, Outputs};
use crate::optimizers::Optimizer;
use crate::train::GradientTape;
use crate::train::compile::Compiled;
use crate::train::data::losses::Losses;
use crate::train::data::{Data, in_order};
use crate::train::history::{History, Logs};
use crate::train::step::Scoring;
use crate::train::step::TotalsOf;
use crate::train::workers::FirstWorker;
#[cfg(feature = "std")]
use crate::train::workers::Workers;
use crate::{Error, random};

impl<'x, M, O, L, Ms, V> Fit<'_, 'x, M, O, L, Ms, V>
where
    M: Model,
    O: Optimizer,
    L: Losses,
    Ms: Scoring<M, L>,
{
    /// Trains on the first `rows` rows, with several threads.
    #[cfg(feature = "std")]
    pub(super) fn train(self, rows: usize) -> Result<History, Error> {
        let batch = self.plan.batch(rows);
        let optimizer = &self.compiled.optimizer;
        let threads = if optimizer.is_shared() && self.train_step.is_none() {
            self.plan.threads
        } else {
            1
        };
        let count = worker_count::worker_count::<M>(threads, batch);
        if count == 1 {
            return self.train_with(rows, None);
        }
        let (model, slots) = (&*self.compiled.model, optimizer.slots());
        let workers = &Workers::new(count, batch, model, slots);
        std::thread::scope(|scope| {
            let all = (1..count).all(|worker| {
                let thread = std::thread::Builder::new().name(alloc::format!("kerust-{worker}"));
                thread
                    .spawn_scoped(scope, move || workers.work(worker))
                    .is_ok()
            });
            let first_worker = FirstWorker::new(workers);
            // If the system can start no thread, this one does all the work.
            self.train_with(rows, all.then_some(first_worker))
        })
    }

    /// Trains on the first `rows` rows, with one thread.
    #[cfg(not(feature = "std"))]
    pub(super) fn train(self, rows: usize) -> Result<History, Error> {
        self.train_with(rows, None)
    }

    fn train_with(
        self,
        rows: usize,
        first_worker: Option<FirstWorker<'_, 'x, M, O>>,
    ) -> Result<History, Error> {
        let validates = !matches!(self.validated, Validated::Nothing);
        let batch = self.plan.batch(rows);
        let batches = rows.div_ceil(batch);
        let compiled = self.compiled;
        let mut epochs = Epochs {
            validation_batch: (self.plan.validation_batch_size)
                .or(self.plan.batch_size)
                .unwrap_or(32),
            outputs: None,
            order: in_order(rows),
            own: self.train_step.map(|step| Own {
                step,
                tape: GradientTape::new(batch),
            }),
            data: self.data,
            validated: self.validated,
            plan: self.plan,
            batch,
            batches,
            rows,
        };
        let trained = Trained::new(compiled, first_worker);
        let mut run = Run::new(trained, self.callbacks, validates);
        run.initial_epoch = epochs.plan.initial_epoch;
        run.epochs = epochs.plan.epochs;
        run.validation = validates.then(|| epochs.plan.validation_freq.clone());
        run.batches = batches;
        run.steps = epochs.plan.steps_per_epoch.unwrap_or(batches);
        epochs.run(&mut run)?;
        Ok(run.trained.compiled.history.clone())
    }
}

/// The state of a training between its epochs.
struct Epochs<'t, 'x, M: Model, L: Losses> {
    data: Data<'x, L>,
    validated: Validated<'x, L>,
    plan: Plan,
    own: Option<Own<'t, M>>,
    /// The memory for validations, allocated at the first one.
    outputs: Option<Outputs<'x, M>>,
    order: Vec<u32>,
    /// The number of rows to train on, the number of batches, and the number of rows in a batch.
    rows: usize,
    batches: usize,
    batch: usize,
    validation_batch: usize,
}

impl<'t, 'x, M: Model, L: Losses> Epochs<'t, 'x, M, L> {
    fn run<O, Ms>(&mut self, run: &mut Run<'t, 'x, M, O, L, Ms>) -> Result<(), Error>
    where
        O: Optimizer,
        Ms: Scoring<M, L>,
    {
        let (mut logs, mut last) = (Logs::default(), Logs::default());
        run.requests.point.epoch = self.plan.initial_epoch;
        run.call(|callbacks, training| callbacks.on_train_begin(training))?;
        let resumed = run.resume()?;
        let before = run.trained.compiled.iterations();
        run.back_up()?;
        if run.requests.point.taken > 0 {
            self.new_order(run);
        }
        while run.requests.point.epoch < self.plan.epochs {
            let epoch = run.requests.point.epoch;
            run.call(|callbacks, training| callbacks.on_epoch_begin(epoch, training))?;
            logs.clear();
            self.train(run, &mut logs)?;
            if self.plan.validation_freq.includes(epoch + 1) {
                self.validate(run, &mut logs)?;
            }
            last.copy_from(&logs);
            let ended =
                run.call(|callbacks, training| callbacks.on_epoch_end(epoch, &mut logs, training));
            run.trained.compiled.history.push(epoch, &logs);
            ended?;
            run.requests.point.epoch += 1;
            run.requests.point.batch = 0;
            run.back_up()?;
            if run.requests.stop {
                break;
            }
        }
        // Without a step, averages of an earlier training must not replace the weights.
        if resumed || run.trained.compiled.iterations() != before {
            run.trained.finish();
        }
        run.call(|callbacks, training| callbacks.on_train_end(&last, training))
    }

    /// Sets the order of the rows before the batches that are taken already.
    fn new_order<O, Ms>(&mut self, run: &Run<'t, 'x, M, O, L, Ms>)
    where
        O: Optimizer,
        Ms: Scoring<M, L>,
    {
        if !self.plan.shuffle {
            return;
        }
        (self.order.iter_mut().zip(0..)).for_each(|(row, place)| *row = place);
        let taken = run.requests.point.taken as u64;
        let iterations = run.trained.compiled.optimizer.iterations();
        let mut rng = random::epoch_generator(self.plan.seed, iterations.saturating_sub(taken));
        random::shuffle(&mut self.order, &mut rng);
    }

    /// Trains an epoch, or the rest of one.
    fn train<O, Ms>(
        &mut self,
        run: &mut Run<'t, 'x, M, O, L, Ms>,
        logs: &mut Logs,
    ) -> Result<(), Error>
    where
        O: Optimizer,
        Ms: Scoring<M, L>,
    {
        let mut totals: TotalsOf<M, L, Ms> = run.trained.compiled.totals();
        run.trained.compiled.log(logs, &totals, false);
        logs.sort();
        for index in run.requests.point.batch..run.steps {
            if run.requests.point.taken == self.batches {
                run.requests.notes.push(OUT_OF_DATA.into());
                break;
            }
            run.call(|callbacks, training| callbacks.on_train_batch_begin(index, training))?;
            if run.requests.point.taken == 0 {
                self.new_order(run);
            }
            let first = run.requests.point.taken * self.batch;
            let order = &self.order[first..self.rows.min(first + self.batch)];
            let (own, data) = (self.own.as_mut(), &mut self.data);
            run.step(own, data, order, self.plan.seed, &mut totals)?;
            run.requests.point.taken += 1;
            run.requests.point.batch = index + 1;
            run.trained.compiled.log(logs, &totals, false);
            run.call(|callbacks, training| callbacks.on_train_batch_end(index, logs, training))?;
            run.back_up()?;
            if run.requests.stop {
                break;
            }
        }
        // After a stopped epoch the rows start anew, as after every epoch without `steps_per_epoch`.
        if run.requests.point.taken == self.batches || self.plan.steps_per_epoch.is_none() {
            run.requests.point.taken = 0;
        }
        Ok(())
    }

    fn validate<O, Ms>(
        &mut self,
        run: &mut Run<'t, 'x, M, O, L, Ms>,
        logs: &mut Logs,
    ) -> Result<(), Error>
    where
        O: Optimizer,
        Ms: Scoring<M, L>,
    {
        let (data, first) = match &mut self.validated {
            Validated::Nothing => return Ok(()),
            Validated::Data(data) => (data, 0),
            Validated::Fraction(_) => (&mut self.data, self.rows),
        };
        let batch = self.validation_batch;
        let rows = some_batches(first..data.rows.len(), batch, self.plan.validation_steps);
        let outputs = (self.outputs).get_or_insert_with(|| Outputs::new(self.plan.threads, batch));
        let totals = run.test(data, rows, batch, outputs)?;
        run.trained.compiled.log(logs, &totals, true);
        logs.sort();
        Ok(())
    }
}

/// Keras' warning.
const OUT_OF_DATA: &str = "Your input ran out of data; the epoch ends. Make sure that there are at least `steps_per_epoch * epochs` batches.";

impl<M, O, L, Ms> Compiled<M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: Losses,
    Ms: Scoring<M, L>,
{
    /// The names of the values in an epoch's logs.
    pub(super) fn names(&self, validates: bool) -> Vec<&'static str> {
        let mut names = Vec::new();
        self.metrics
            .values(&self.totals(), &mut |[name, val_name], _| {
                names.push(name);
                names.extend(validates.then_some(val_name));
            });
        names.sort_unstable();
        names
    }
}
