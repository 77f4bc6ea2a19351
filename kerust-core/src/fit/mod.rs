//! `fit!`: a training and its settings.

mod arguments;
mod at_once;
#[cfg_attr(not(feature = "std"), path = "nobody.rs")]
mod crew;
mod data;
mod evaluate;
mod plan;
mod predict;
mod run;
mod train_step;
mod training_loop;

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use crate::Error;
use crate::callbacks::{Callback, Hooked};
use crate::compile::Compiled;
use crate::contract::{
    LabelFor, LossAfter, MeasuredBy, MeasuredWith, Metrics, NoValidation, RowFor, Samples,
    Validation,
};
use crate::history::History;
use crate::labels::{ClassWeights, SampleWeight, Weights};
use crate::losses::Loss;
use crate::model::Model;
use crate::optimizers::Optimizer;

pub use crate::callbacks::{IntoValidationFreq, ValidationFreq};
#[doc(hidden)]
pub use arguments::Arguments;
pub(crate) use data::{Data, in_order};
pub use evaluate::Evaluate;
use plan::Plan;
pub use predict::Predict;
pub use train_step::{Step, TrainStep};

/// What a training validates on.
enum Validated<'a, M: Model, L: Loss> {
    Nothing,
    Data(Data<'a, M, L>),
    /// This share of the data, their last rows.
    Share(f64),
}

/// A training with its settings; [`run`](Fit::run) starts it.
///
/// `M`, `O`, `L` and `Ms` are those of the [`Compiled`] model, `V` says whether there are
/// validation data. Settings have Keras' names and defaults: `epochs` 1, `batch_size` 32,
/// `shuffle` true; without a `seed` it is 0.
#[must_use = "`run()` starts the training"]
pub struct Fit<'a, M: Model, O, L: Loss, Ms, V = NoValidation> {
    compiled: &'a mut Compiled<M, O, L, Ms>,
    data: Data<'a, M, L>,
    validated: Validated<'a, M, L>,
    callbacks: Hooked<'a, M>,
    plan: Plan,
    train_step: Option<Box<dyn TrainStep<M> + 'a>>,
    class_weight: Result<Vec<(i128, f32)>, Error>,
    validation: PhantomData<V>,
}

impl<'a, M: Model, O, L: Loss, Ms> Fit<'a, M, O, L, Ms> {
    pub(crate) fn new(compiled: &'a mut Compiled<M, O, L, Ms>, data: Data<'a, M, L>) -> Self {
        Fit {
            compiled,
            data,
            validated: Validated::Nothing,
            callbacks: Hooked(Vec::new()),
            plan: Plan::default(),
            train_step: None,
            class_weight: Ok(Vec::new()),
            validation: PhantomData,
        }
    }
}

impl<'a, M: Model, O, L: Loss, Ms, V> Fit<'a, M, O, L, Ms, V> {
    /// The number of the last epoch, counted from 1: how many there are, less
    /// [`initial_epoch`](Fit::initial_epoch).
    pub fn epochs(mut self, epochs: usize) -> Self {
        self.plan.epochs = epochs;
        self
    }

    /// How many epochs count as done: a training that goes on has the numbers that it would have had.
    pub fn initial_epoch(mut self, initial_epoch: usize) -> Self {
        self.plan.initial_epoch = initial_epoch;
        self
    }

    /// How many rows share one update; the last batch has what is left.
    pub fn batch_size(mut self, batch_size: usize) -> Self {
        self.plan.batch_size = Some(batch_size);
        self
    }

    /// How many batches an epoch has. The next epoch goes on where this one ended; after the last row
    /// comes the first one again, in a new order. An epoch that comes to the last row ends there, as
    /// Keras' do. Without `batch_size` a batch is as large that one epoch has all rows.
    pub fn steps_per_epoch(mut self, steps_per_epoch: usize) -> Self {
        self.plan.steps_per_epoch = Some(steps_per_epoch);
        self
    }

    /// How many rows are evaluated at once; without it as many as are trained on.
    pub fn validation_batch_size(mut self, validation_batch_size: usize) -> Self {
        self.plan.validation_batch_size = Some(validation_batch_size);
        self
    }

    /// How many batches are evaluated after an epoch, the first ones; without it all.
    pub fn validation_steps(mut self, validation_steps: usize) -> Self {
        self.plan.validation_steps = Some(validation_steps);
        self
    }

    /// After which epochs is validated: after every so many, or after those of a list, counted from 1.
    pub fn validation_freq(mut self, validation_freq: impl IntoValidationFreq) -> Self {
        self.plan.validation_freq = validation_freq.into_validation_freq();
        self
    }

    /// Whether every epoch has its own random order.
    pub fn shuffle(mut self, shuffle: bool) -> Self {
        self.plan.shuffle = shuffle;
        self
    }

    /// What the order and `Dropout` are drawn from; the same seed gives the same bits.
    pub fn seed(mut self, seed: u64) -> Self {
        self.plan.seed = seed;
        self
    }

    /// How many threads may train; without this setting as many as there are processors. Fewer do
    /// where more would be no faster. The result is the same to the bit. Each beside the first takes memory
    /// for a copy of the model, of the optimizer's state and of what lies between the layers for a batch.
    pub fn threads(mut self, threads: usize) -> Self {
        self.plan.threads = threads;
        self
    }

    /// What a step is, if not forward, backward and update; Keras' `train_step`. One thread trains
    /// then.
    pub fn train_step(mut self, train_step: impl TrainStep<M> + 'a) -> Self {
        self.train_step = Some(Box::new(train_step));
        self
    }

    /// Evaluates after each epoch on rows and labels of their own.
    pub fn validation_data<X, Y>(self, x: &'a X, y: &'a Y) -> Fit<'a, M, O, L, Ms, Validation>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let data = Data::new("validation data", &self.compiled.loss, x, y);
        self.validated(Validated::Data(data))
    }

    /// Evaluates after each epoch on the last rows, this share of all, and trains on the others.
    pub fn validation_split(self, share: f64) -> Fit<'a, M, O, L, Ms, Validation> {
        self.validated(Validated::Share(share))
    }

    /// A weight for each row, which its loss and its gradient are multiplied by; Keras'
    /// `sample_weight`. With [`validation_split`](Fit::validation_split) the last rows have theirs
    /// too.
    pub fn sample_weight<W>(mut self, weights: &'a W) -> Self
    where
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        self.data.labels.weigh(Weights::of_rows(weights));
        self.class_weight = Ok(Vec::new());
        self
    }

    /// Weights of classes, 1 for those without: `[(0, 2.0), (3, 0.5)]`. Validation knows nothing of
    /// them. Keras' `class_weight`.
    ///
    /// The class of a label that is one number is the nearest whole one, of halves the even one; that of a
    /// row of labels is the place of the largest.
    pub fn class_weight<W: ClassWeights + ?Sized>(mut self, weights: &W) -> Self {
        // `run` knows which rows are trained on.
        self.data.labels.weigh(Weights::Equal);
        self.class_weight = weights.class_weights();
        self
    }

    /// A weight for each row of the validation data, which come first.
    pub fn validation_sample_weight<W>(mut self, weights: &'a W) -> Self
    where
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        if let Validated::Data(data) = &mut self.validated {
            data.labels.weigh(Weights::of_rows(weights));
        }
        self
    }

    fn validated(self, validated: Validated<'a, M, L>) -> Fit<'a, M, O, L, Ms, Validation> {
        Fit {
            compiled: self.compiled,
            data: self.data,
            validated,
            callbacks: self.callbacks,
            plan: self.plan,
            train_step: self.train_step,
            class_weight: self.class_weight,
            validation: PhantomData,
        }
    }

    /// Adds a callback after those that are there. What it monitors must be measured, so
    /// validation data come first.
    pub fn callback<C, At>(mut self, callback: C) -> Self
    where
        C: Attached<M, V, Ms, At> + 'a,
    {
        self.callbacks.0.push(Box::new(callback));
        self
    }

    /// Trains.
    ///
    /// # Errors
    /// Before the first step: rows and labels that are not as many, no rows, labels that are none
    /// of the classes, settings with values that they cannot have, a class in `class_weight` that has two
    /// weights or can be none of a label, callbacks that could not do what they are for. Later: what a source
    /// of rows or a callback says; the model then stays as trained so far, and has the values of the epochs
    /// so far as its [`history`](Compiled::history).
    pub fn run(mut self) -> Result<History, Error>
    where
        O: Optimizer,
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
    {
        self.compiled.history = History::default();
        self.compiled.check()?;
        self.plan.check()?;
        self.data.check_trained()?;
        let rows = self.data.rows.len();
        let trained = match &mut self.validated {
            Validated::Nothing => rows,
            Validated::Data(data) => {
                data.check()?;
                rows
            }
            Validated::Share(share) => before_split(rows, *share)?,
        };
        let weights = core::mem::replace(&mut self.class_weight, Ok(Vec::new()))?;
        if !weights.is_empty() {
            self.data.labels.weigh_classes(weights, trained)?;
        }
        self.train(trained)
    }
}

/// A callback whose monitored value is measured: with validation `V` and metrics `Ms`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a callback",
    label = "not a callback",
    note = "a callback is, for example, `EarlyStopping(patience = 3)`, or a value whose type implements `Callback`"
)]
pub trait Attached<M: Model, V, Ms, At>: Callback<M> {}

impl<M, V, Ms, At, C> Attached<M, V, Ms, At> for C
where
    M: Model,
    C: Callback<M>,
    C::Monitor: MeasuredWith<V> + MeasuredBy<Ms, At>,
{
}

/// How many of `rows` rows are left for the training; Keras' arithmetic, in double precision.
fn before_split(rows: usize, share: f64) -> Result<usize, Error> {
    let trained = (rows as f64 * (1.0 - share)) as usize;
    if share > 0.0 && share < 1.0 && trained > 0 && trained < rows {
        return Ok(trained);
    }
    Err(Error::Setting {
        setting: "validation_split",
        value: share,
        expected: "it is a share above 0.0 and below 1.0 that leaves rows on both sides",
    })
}

impl<M: Model, O, L: Loss, Ms, V> fmt::Debug for Fit<'_, M, O, L, Ms, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fit")
            .field("model", &M::NAME)
            .field("plan", &self.plan)
            .finish_non_exhaustive()
    }
}
