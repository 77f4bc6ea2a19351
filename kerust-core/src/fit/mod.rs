//! `fit!`: a training and its settings.

#[cfg_attr(not(feature = "std"), path = "nobody.rs")]
mod crew;
mod training_loop;

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use crate::callbacks::{Callback, Hooked};
use crate::compile::Compiled;
use crate::contract::{
    LabelFor, LossAfter, MeasuredBy, MeasuredWith, Metrics, NoValidation, RowFor, Samples,
    Validation,
};
use crate::gather::{Gather, Gathered};
use crate::history::History;
use crate::labels::{Labels, LabelsOf, SampleWeight, Weights};
use crate::losses::{Loss, Target};
use crate::model::{InputRow, Model};
use crate::optimizers::Optimizer;
use crate::{Error, contract};

/// Rows and their labels, wherever they are.
pub(crate) struct Data<'a, M: Model, L: Loss> {
    /// What errors call them.
    name: &'static str,
    pub(crate) rows: Gather<'a, M::Input>,
    pub(crate) batch: Gathered<'a, InputRow<M>>,
    pub(crate) labels: Box<dyn Labels<'a, Target<L>> + 'a>,
}

impl<'a, M: Model, L: Loss> Data<'a, M, L> {
    pub(crate) fn new<X, Y>(name: &'static str, loss: &L, x: &'a X, y: &'a Y) -> Self
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        Data {
            name,
            rows: Gather::new::<M, X>(x),
            batch: Gathered::new(),
            labels: Box::new(LabelsOf::<L, M::Output, Y>::new(loss, y)),
        }
    }

    /// With weights for the rows.
    pub(crate) fn weighed(mut self, weights: Weights<'a>) -> Self {
        self.labels.weigh(weights);
        self
    }

    /// # Errors
    /// If there are no rows, not as many rows as labels or weights, or a label in memory that is none of the
    /// classes.
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        let (data, x, y) = (self.name, self.rows.len(), self.labels.len());
        if x != y {
            return Err(Error::Lengths { data, x, y });
        }
        if x == 0 {
            return Err(Error::NoRows { data });
        }
        self.labels.check().map_err(|error| self.named(error))
    }

    /// The error of a label, with the data's name.
    pub(crate) fn named(&self, error: Error) -> Error {
        match error {
            Error::Label {
                row,
                label,
                classes,
                ..
            } => Error::Label {
                data: self.name,
                row,
                label,
                classes,
            },
            Error::SampleWeights { rows, weights, .. } => Error::SampleWeights {
                data: self.name,
                rows,
                weights,
            },
            error => error,
        }
    }
}

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
    epochs: usize,
    batch_size: usize,
    shuffle: bool,
    seed: u64,
    threads: usize,
    class_weight: &'a [(usize, f32)],
    validation: PhantomData<V>,
}

impl<'a, M: Model, O, L: Loss, Ms> Fit<'a, M, O, L, Ms> {
    pub(crate) fn new(compiled: &'a mut Compiled<M, O, L, Ms>, data: Data<'a, M, L>) -> Self {
        Fit {
            compiled,
            data,
            validated: Validated::Nothing,
            callbacks: Hooked(Vec::new()),
            epochs: 1,
            batch_size: 32,
            shuffle: true,
            seed: 0,
            threads: available(),
            class_weight: &[],
            validation: PhantomData,
        }
    }
}

impl<'a, M: Model, O, L: Loss, Ms, V> Fit<'a, M, O, L, Ms, V> {
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

    /// How many threads may train; without this setting as many as there are processors. Fewer do
    /// where more would be no faster. The result is the same to the bit.
    pub fn threads(self, threads: usize) -> Self {
        Fit { threads, ..self }
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
        self.class_weight = &[];
        self
    }

    /// Weights of classes, 1 for those without: `[(0, 2.0), (3, 0.5)]`. Validation knows nothing of
    /// them. Keras' `class_weight`.
    pub fn class_weight(mut self, weights: &'a [(usize, f32)]) -> Self {
        // `run` knows which rows are trained on.
        self.data.labels.weigh(Weights::Equal);
        self.class_weight = weights;
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
            epochs: self.epochs,
            batch_size: self.batch_size,
            shuffle: self.shuffle,
            seed: self.seed,
            threads: self.threads,
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
    /// of the classes, settings with values that they cannot have. Later: what a source of rows or
    /// a callback says; the model then stays as trained so far.
    pub fn run(mut self) -> Result<History, Error>
    where
        O: Optimizer,
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
    {
        self.compiled.check()?;
        contract::check("batch_size", self.batch_size as f64)?;
        contract::check("threads", self.threads as f64)?;
        self.data.check()?;
        let rows = self.data.rows.len();
        let trained = match &mut self.validated {
            Validated::Nothing => rows,
            Validated::Data(data) => {
                data.check()?;
                rows
            }
            Validated::Share(share) => before_split(rows, *share)?,
        };
        if !self.class_weight.is_empty() {
            let (of, before) = (self.class_weight, trained);
            self.data.labels.weigh(Weights::Classes { of, before });
        }
        self.train(trained)
    }
}

/// How many processors this process may use.
pub(crate) fn available() -> usize {
    #[cfg(feature = "std")]
    if let Ok(count) = std::thread::available_parallelism() {
        return count.get();
    }
    1
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
            .field("epochs", &self.epochs)
            .field("batch_size", &self.batch_size)
            .field("shuffle", &self.shuffle)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}
