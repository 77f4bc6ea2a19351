//! `fit!`: the training loop.

mod validate;

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

pub use validate::Validate;

use crate::Error;
use crate::callbacks::{Callback, Callbacks, Training};
use crate::compile::{Compiled, Room};
use crate::contract::{
    LabelFor, LossAfter, MeasuredBy, MeasuredWith, Metrics, NoValidation, RowFor, Samples, Split,
    Validation,
};
use crate::gather::{Gather, Rows};
use crate::gradients::Update;
use crate::history::{History, Logs};
use crate::layers::Pass;
use crate::losses::Loss;
use crate::memory::{Fixed, Heap};
use crate::model::Model;
use crate::optimizers::Optimizer;
use crate::random;
use crate::step::{self, Totals};

/// A training with its settings; [`run`](Fit::run) starts it.
///
/// `C` is the compiled model, `V` the kind of validation, `K` the callbacks. Settings have Keras'
/// names and defaults: `epochs` 1, `batch_size` 32, `shuffle` true; without a `seed` it is 0.
#[must_use = "`run()` starts the training"]
pub struct Fit<'a, C, X: ?Sized, Y: ?Sized, V = NoValidation, K = (), Fits = ()> {
    compiled: &'a mut C,
    x: &'a X,
    y: &'a Y,
    validation: V,
    callbacks: K,
    epochs: usize,
    batch_size: usize,
    shuffle: bool,
    seed: u64,
    fits: PhantomData<fn() -> Fits>,
}

impl<'a, C, X: ?Sized, Y: ?Sized, Fits> Fit<'a, C, X, Y, NoValidation, (), Fits> {
    pub(crate) fn new(compiled: &'a mut C, x: &'a X, y: &'a Y) -> Self {
        Fit {
            compiled,
            x,
            y,
            validation: NoValidation,
            callbacks: (),
            epochs: 1,
            batch_size: 32,
            shuffle: true,
            seed: 0,
            fits: PhantomData,
        }
    }
}

impl<'a, M, O, L, Ms, X, Y, V, K, Fits> Fit<'a, Compiled<M, O, L, Ms>, X, Y, V, K, Fits>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
    X: Samples + ?Sized,
    X::Item: RowFor<M::Input>,
    Y: Samples + ?Sized,
    Y::Item: LabelFor<L, M::Output>,
{
    /// How many times it goes through the data.
    pub fn epochs(self, epochs: usize) -> Self {
        Fit { epochs, ..self }
    }

    /// How many rows share one update; the last batch has what is left.
    pub fn batch_size(self, batch_size: usize) -> Self {
        Fit { batch_size, ..self }
    }

    /// Whether every epoch has its own random order.
    pub fn shuffle(self, shuffle: bool) -> Self {
        Fit { shuffle, ..self }
    }

    /// What the order and `Dropout` are drawn from; the same seed gives the same bits.
    pub fn seed(self, seed: u64) -> Self {
        Fit { seed, ..self }
    }

    /// Evaluates after each epoch on rows and labels of their own.
    pub fn validation_data<VX, VY>(
        self,
        x: &'a VX,
        y: &'a VY,
    ) -> Fit<'a, Compiled<M, O, L, Ms>, X, Y, Validation<'a, VX, VY>, K, Fits>
    where
        VX: Samples + ?Sized,
        VX::Item: RowFor<M::Input>,
        VY: Samples + ?Sized,
        VY::Item: LabelFor<L, M::Output>,
    {
        self.with(Validation { x, y })
    }

    /// Evaluates after each epoch on the last rows, this share of all, and trains on the others.
    pub fn validation_split(
        self,
        share: f64,
    ) -> Fit<'a, Compiled<M, O, L, Ms>, X, Y, Split, K, Fits> {
        self.with(Split { share })
    }

    fn with<W>(self, validation: W) -> Fit<'a, Compiled<M, O, L, Ms>, X, Y, W, K, Fits> {
        Fit {
            compiled: self.compiled,
            x: self.x,
            y: self.y,
            validation,
            callbacks: self.callbacks,
            epochs: self.epochs,
            batch_size: self.batch_size,
            shuffle: self.shuffle,
            seed: self.seed,
            fits: PhantomData,
        }
    }

    /// Adds a callback after those that are there. What it monitors must be measured, so
    /// validation data come first.
    pub fn callback<C, At>(
        self,
        callback: C,
    ) -> Fit<'a, Compiled<M, O, L, Ms>, X, Y, V, (K, C), Fits>
    where
        C: Callback<M>,
        C::Monitor: MeasuredWith<V> + MeasuredBy<Ms, At>,
    {
        Fit {
            compiled: self.compiled,
            x: self.x,
            y: self.y,
            validation: self.validation,
            callbacks: (self.callbacks, callback),
            epochs: self.epochs,
            batch_size: self.batch_size,
            shuffle: self.shuffle,
            seed: self.seed,
            fits: PhantomData,
        }
    }

    /// Trains.
    ///
    /// # Errors
    /// Before the first step: rows and labels that are not as many, no rows, labels that are none
    /// of the classes, settings with values that they cannot have. Later: what a source of rows or
    /// a callback says; the model then stays as trained so far.
    pub fn run(self) -> Result<History, Error>
    where
        V: Validate<M, L>,
        K: Callbacks<M>,
    {
        self.compiled.optimizer.check()?;
        if self.batch_size == 0 {
            return Err(Error::Setting {
                setting: "batch_size",
                value: 0.0,
                expected: "a batch has at least one row",
            });
        }
        check_data::<L, M, X, Y>(self.x, self.y, "the training data")?;
        let rows = self.validation.check(self.x.len())?;
        self.train(rows)
    }

    fn train(self, rows: usize) -> Result<History, Error>
    where
        V: Validate<M, L>,
        K: Callbacks<M>,
    {
        let Fit {
            compiled,
            x,
            y,
            validation,
            mut callbacks,
            epochs,
            batch_size,
            shuffle,
            seed,
            ..
        } = self;
        let batch = batch_size.min(rows);
        let names = names::<L, M::Head, Ms>(V::VALIDATES);
        let mut history = History::default();
        let (mut logs, mut test_logs) = (Logs::default(), Logs::default());
        let mut notes = Vec::new();
        let mut stop = false;

        // Calls a hook with the training as it is, and takes over what it changed.
        macro_rules! call {
            ($hook:ident $(, $argument:expr)*) => {{
                let mut training = Training {
                    model: &mut *compiled.model,
                    epochs,
                    steps: rows.div_ceil(batch),
                    names: &names,
                    learning_rate: compiled.optimizer.learning_rate(),
                    stop,
                    notes: core::mem::take(&mut notes),
                };
                let result = callbacks.$hook($($argument,)* &mut training);
                stop = training.stop;
                notes = training.notes;
                let learning_rate = training.learning_rate;
                if learning_rate != compiled.optimizer.learning_rate() {
                    compiled.optimizer.set_learning_rate(learning_rate);
                }
                result?;
            }};
        }

        call!(on_train_begin);
        if epochs > 0 {
            let mut order: Vec<u32> = (0..rows as u32).collect();
            let mut gather = Gather::<M, X>::new(x, batch);
            let mut room = Room::for_rows(compiled.room.take(), batch);
            let mut test_work =
                M::work::<Heap, Fixed<0>>(validation.batch(x.len(), rows, batch_size));
            for epoch in 0..epochs {
                call!(on_epoch_begin, epoch);
                if shuffle {
                    for (place, row) in order.iter_mut().enumerate() {
                        *row = place as u32;
                    }
                    let mut rng = random::epoch_generator(seed, compiled.iterations);
                    random::shuffle(&mut order, &mut rng);
                }
                let mut totals = Totals::new();
                for (index, order) in order.chunks(batch).enumerate() {
                    call!(on_train_batch_begin, index);
                    compiled.step(&mut gather, (y, order), &mut room, seed, &mut totals)?;
                    logs.clear();
                    Compiled::<M, O, L, Ms>::log(&mut logs, &totals, false);
                    logs.sort();
                    call!(on_train_batch_end, index, &logs);
                    if stop {
                        break;
                    }
                }
                if V::VALIDATES {
                    call!(on_test_begin);
                    let totals =
                        validation.totals(compiled, x, y, rows, batch_size, &mut test_work)?;
                    test_logs.clear();
                    Compiled::<M, O, L, Ms>::log(&mut test_logs, &totals, false);
                    test_logs.sort();
                    call!(on_test_end, &test_logs);
                    Compiled::<M, O, L, Ms>::log(&mut logs, &totals, true);
                    logs.sort();
                }
                call!(on_epoch_end, epoch, &mut logs);
                history.push(epoch, &logs);
                if stop {
                    break;
                }
            }
            compiled.room = Some(room);
        }
        call!(on_train_end);
        let _ = (stop, notes);
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
    /// One step on the rows `order`.
    fn step<X, Y>(
        &mut self,
        gather: &mut Gather<'_, M, X>,
        (y, order): (&Y, &[u32]),
        room: &mut Room<M>,
        seed: u64,
        totals: &mut Totals<Ms::States>,
    ) -> Result<(), Error>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let pass = Pass::train(seed, self.iterations);
        let mut learner = Update::new(&self.optimizer, self.iterations, &mut self.state);
        let (model, loss, work) = (&mut *self.model, &self.loss, &mut room.work);
        let y = (y, order);
        match gather.load(order.iter().map(|row| *row as usize))? {
            Rows::Here(x) => step::train::<M, L, Ms, _, _, _, _, _>(
                model,
                loss,
                x,
                y,
                work,
                &mut learner,
                &pass,
                totals,
            ),
            Rows::Copies(x) => step::train::<M, L, Ms, _, _, _, _, _>(
                model,
                loss,
                x,
                y,
                work,
                &mut learner,
                &pass,
                totals,
            ),
        }?;
        self.iterations += 1;
        Ok(())
    }
}

/// The names that an epoch's logs will have.
fn names<L: Loss, A: crate::activations::Activate, Ms: Metrics<L, A>>(
    validates: bool,
) -> Vec<&'static str> {
    let mut names: Vec<_> = (0..Ms::COUNT).map(Ms::name).chain(["loss"]).collect();
    if validates {
        names.extend((0..Ms::COUNT).map(Ms::val_name).chain(["val_loss"]));
    }
    names.sort_unstable();
    names
}

/// # Errors
/// If there are no rows, not as many rows as labels, or a label in memory that is none of the
/// classes.
pub(crate) fn check_data<L, M, X, Y>(x: &X, y: &Y, data: &'static str) -> Result<(), Error>
where
    L: Loss,
    M: Model,
    X: Samples + ?Sized,
    Y: Samples + ?Sized,
    Y::Item: LabelFor<L, M::Output>,
{
    if x.len() != y.len() {
        return Err(Error::Lengths {
            x: x.len(),
            y: y.len(),
        });
    }
    if x.is_empty() {
        return Err(Error::NoRows { data });
    }
    let mut scratch = L::Scratch::default();
    for row in 0..y.len() {
        if let Some(label) = y.get(row) {
            label.target(row, &mut scratch)?;
        }
    }
    Ok(())
}

impl<C, X: ?Sized, Y: ?Sized, V, K, Fits> fmt::Debug for Fit<'_, C, X, Y, V, K, Fits> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fit")
            .field("epochs", &self.epochs)
            .field("batch_size", &self.batch_size)
            .field("shuffle", &self.shuffle)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}
