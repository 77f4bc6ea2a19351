//! `fit!`: a training and its settings.

mod arguments;
mod by_name;
mod evaluate;
mod methods;
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
use crate::metrics::{MeasuredBy, MeasuredWith, Monitored, NoValidation, Validation};
use crate::model::Model;
use crate::optimizers::Optimizer;
use crate::samples::{InputData, Samples};
use crate::tensor::Structure;
use crate::train::callbacks::{Callback, Hooked};
use crate::train::compile::Compiled;
use crate::train::data::Data;
use crate::train::data::label_data::LabelData;
use crate::train::data::labels::{ClassWeights, SampleWeight, SampleWeights};
use crate::train::data::losses::Losses;
use crate::train::history::History;
use crate::train::outputs::{MetricsOf, OneOutput};
use crate::train::step::Scoring;

pub use crate::train::callbacks::{IntoValidationFreq, ValidationFreq};
#[doc(hidden)]
pub use arguments::Arguments;
pub use evaluate::Evaluate;
use plan::Plan;
pub use predict::Predict;
pub use train_step::{Step, TrainStep};

/// The validation data of a training.
enum Validated<'x, L: Losses> {
    Nothing,
    Data(Data<'x, L>),
    /// The last rows of the data, this fraction of all.
    Fraction(f64),
}

/// A training with its settings; [`run`](Fit::run) starts it. Keras' `model.fit`.
///
/// `M`, `O`, `L` and `Ms` are those of the [`Compiled`] model, and `V` tells whether there are validation
/// data. Settings have Keras' names and defaults: 1 epoch, a `batch_size` of 32, `shuffle` on; the default
/// `seed` is 0.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD(learning_rate = 0.1), loss = mse);
/// let history = line
///     .fit(&[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0])
///     .epochs(20)
///     .callback(EarlyStopping::new().monitor::<loss>().patience(3))
///     .run()?;
/// assert!(history["loss"].last() < history["loss"].first());
/// # Ok::<(), kerust::Error>(())
/// ```
#[must_use = "`run()` starts the training"]
pub struct Fit<'a, 'x, M: Model, O, L: Losses, Ms, V = NoValidation> {
    compiled: &'a mut Compiled<M, O, L, Ms>,
    data: Data<'x, L>,
    validated: Validated<'x, L>,
    callbacks: Hooked<'a, M>,
    plan: Plan,
    train_step: Option<Box<dyn TrainStep<M> + 'a>>,
    /// The outputs with weights of classes, and the weights.
    class_weight: Vec<(usize, Result<Vec<(i128, f32)>, Error>)>,
    validation: PhantomData<V>,
}

impl<'a, 'x, M: Model, O, L: Losses, Ms> Fit<'a, 'x, M, O, L, Ms> {
    pub(crate) fn new(compiled: &'a mut Compiled<M, O, L, Ms>, data: Data<'x, L>) -> Self {
        Fit {
            compiled,
            data,
            validated: Validated::Nothing,
            callbacks: Hooked(Vec::new()),
            plan: Plan::default(),
            train_step: None,
            class_weight: Vec::new(),
            validation: PhantomData,
        }
    }
}

impl<'a, 'x, M: Model, O, L: Losses, Ms, V> Fit<'a, 'x, M, O, L, Ms, V> {
    /// The number of the last epoch, counted from 1. With an [`initial_epoch`](Fit::initial_epoch) as many
    /// fewer are trained.
    pub fn epochs(mut self, epochs: usize) -> Self {
        self.plan.epochs = epochs;
        self
    }

    /// The number of epochs that count as done, so that a continued training goes on with its numbers.
    pub fn initial_epoch(mut self, initial_epoch: usize) -> Self {
        self.plan.initial_epoch = initial_epoch;
        self
    }

    /// The number of rows in a batch, for each of which there is one update; the last batch may be smaller.
    pub fn batch_size(mut self, batch_size: usize) -> Self {
        self.plan.batch_size = Some(batch_size);
        self
    }

    /// The number of batches in an epoch. The next epoch continues with the following rows; after the last row
    /// the rows are shuffled again. As in Keras, an epoch that reaches the last row ends there. Without a
    /// `batch_size` a batch is so large that an epoch has all rows.
    pub fn steps_per_epoch(mut self, steps_per_epoch: usize) -> Self {
        self.plan.steps_per_epoch = Some(steps_per_epoch);
        self
    }

    /// The number of rows in a batch of the validation; by default `batch_size`.
    pub fn validation_batch_size(mut self, validation_batch_size: usize) -> Self {
        self.plan.validation_batch_size = Some(validation_batch_size);
        self
    }

    /// The number of batches in a validation, the first ones; by default all.
    pub fn validation_steps(mut self, validation_steps: usize) -> Self {
        self.plan.validation_steps = Some(validation_steps);
        self
    }

    /// The epochs after which a validation takes place: a number for the interval, or a list of epochs, counted
    /// from 1.
    pub fn validation_freq(mut self, validation_freq: impl IntoValidationFreq) -> Self {
        self.plan.validation_freq = validation_freq.into_validation_freq();
        self
    }

    /// Whether every epoch has its own random order.
    pub fn shuffle(mut self, shuffle: bool) -> Self {
        self.plan.shuffle = shuffle;
        self
    }

    /// The seed of the rows' order and of `Dropout`; the same seed gives the same bits.
    pub fn seed(mut self, seed: u64) -> Self {
        self.plan.seed = seed;
        self
    }

    /// The largest number of threads; by default the number of processors. Fewer are used where more would not
    /// be faster. The result has the same bits with any number. Each thread but the first needs memory for a
    /// copy of the model, of the optimizer's state, and of a batch's values between the layers.
    pub fn threads(mut self, threads: usize) -> Self {
        self.plan.threads = threads;
        self
    }

    /// A step of your own instead of forward, backward and update; Keras' `train_step`. Such a training has one
    /// thread.
    pub fn train_step(mut self, train_step: impl TrainStep<M> + 'a) -> Self {
        self.train_step = Some(Box::new(train_step));
        self
    }

    /// The validation data: rows and labels that are evaluated after each epoch.
    pub fn validation_data<X, Y>(self, x: X, y: Y) -> Fit<'a, 'x, M, O, L, Ms, Validation>
    where
        X: InputData<'x, M::Input>,
        Y: LabelData<'x, L, M::Output>,
    {
        let data = Data::new::<M, _, _>("validation data", &self.compiled.loss, x, y);
        self.validated(Validated::Data(data))
    }

    /// The fraction of the data, their last rows, that is evaluated after each epoch and not trained on.
    pub fn validation_split(self, share: f64) -> Fit<'a, 'x, M, O, L, Ms, Validation> {
        self.validated(Validated::Fraction(share))
    }

    /// A weight for each row, the factor of its loss and its gradient; Keras' `sample_weight`. It includes the
    /// rows of a [`validation_split`](Fit::validation_split).
    pub fn sample_weight<W>(mut self, weights: &'x W) -> Self
    where
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        self.data.weigh(None, &|| SampleWeights::of_rows(weights));
        self.class_weight.clear();
        self
    }

    /// The weights of classes, `[(0, 2.0), (3, 0.5)]`; other classes have the weight 1. The validation does not
    /// use them. Keras' `class_weight`.
    ///
    /// The class of a label that is one number is the nearest whole number, where halves are rounded to even;
    /// the class of a row of numbers is the index of the largest.
    pub fn class_weight<W: ClassWeights + ?Sized>(self, weights: &W) -> Self
    where
        <M::Output as Structure>::Kind: OneOutput<M, W>,
    {
        self.weigh_classes(0, weights)
    }

    fn weigh_classes<W: ClassWeights + ?Sized>(mut self, output: usize, weights: &W) -> Self {
        // `run` sets the weights, when it is known which rows are trained on.
        self.data.weigh(Some(output), &|| SampleWeights::Equal);
        self.class_weight.push((output, weights.class_weights()));
        self
    }

    /// A weight for each row of the validation data, which must be set before.
    pub fn validation_sample_weight<W>(mut self, weights: &'x W) -> Self
    where
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        if let Validated::Data(data) = &mut self.validated {
            data.weigh(None, &|| SampleWeights::of_rows(weights));
        }
        self
    }

    fn validated(self, validated: Validated<'x, L>) -> Fit<'a, 'x, M, O, L, Ms, Validation> {
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

    /// Adds a callback at the end. Its monitored value must be measured, so validation data must be set before.
    pub fn callback<C, At>(mut self, callback: C) -> Self
    where
        C: Attached<M, V, L, Ms, At> + 'a,
    {
        self.callbacks.0.push(Box::new(callback));
        self
    }

    /// Runs the training.
    ///
    /// # Errors
    /// Before the first step: if the numbers of rows and labels differ, if there are no rows, if a label is none
    /// of the classes, if a setting has an invalid value, if a class in `class_weight` has two weights or no
    /// label can have it, or if a callback cannot do its work. Later: those of a source of rows or of a
    /// callback; the model then stays as trained until then, and its [`history`](Compiled::history) has the
    /// epochs until then.
    pub fn run(mut self) -> Result<History, Error>
    where
        O: Optimizer,
        L: Losses,
        Ms: Scoring<M, L>,
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
            Validated::Fraction(share) => before_split(rows, *share)?,
        };
        for (output, weights) in core::mem::take(&mut self.class_weight) {
            self.data.weigh_classes(output, &weights?, trained)?;
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
pub trait Attached<M: Model, V, L, Ms, At>: Callback<M> {}

impl<M, V, L, Ms, At, C> Attached<M, V, L, Ms, At> for C
where
    M: Model,
    C: Callback<M>,
    C::Monitor: Monitored,
    OutputOf<C, M>: MetricsOf<M, L, Ms>,
    WordOf<C, M>:
        MeasuredWith<V> + MeasuredBy<<OutputOf<C, M> as MetricsOf<M, L, Ms>>::Metrics, At>,
{
}

/// The output that callback `C` monitors, and the word alone.
type OutputOf<C, M> = <<C as Callback<M>>::Monitor as Monitored>::Output;
type WordOf<C, M> = <<C as Callback<M>>::Monitor as Monitored>::Word;

/// The number of `rows` rows that remain for the training; Keras' arithmetic, in double precision.
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

impl<M: Model, O, L: Losses, Ms, V> fmt::Debug for Fit<'_, '_, M, O, L, Ms, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fit")
            .field("model", &M::NAME)
            .field("plan", &self.plan)
            .finish_non_exhaustive()
    }
}
