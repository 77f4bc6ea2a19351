mod saving;

use std::marker::PhantomData;
use std::path::PathBuf;

use kerust_core::contract::{Monitor, val_loss};
use kerust_core::metrics::Direction;

use super::failures::Failures;
use super::file_name::FileName;
use super::{IntoSaveFreq, SaveFreq};

/// Saves the weights after every epoch, or after every epoch that is the best so far; Keras'
/// `ModelCheckpoint`:
///
/// `ModelCheckpoint("m_{epoch:02d}_{val_loss:.2f}.safetensors", monitor = val_loss, verbose = 0,
/// save_best_only = false, save_weights_only = true, mode = …, save_freq = SaveFreq::Epoch,
/// initial_value_threshold = …, keep_going = false)`
///
/// The file is what [`load_weights`](crate::formats::SaveWeights::load_weights) reads: the weights,
/// without the optimizer. Folders that are missing are made. In the path, `{epoch}` is the epoch,
/// counted from 1, and `{val_loss}` or another name of an epoch's logs is its value. After a colon stand, as in
/// Python, a width with or without zeros, decimals, and `d`, `f`, `e` or `g`; `{{` is a brace.
/// What cannot be written so is an error before the first epoch: a name that no epoch's logs have, one of
/// the validation where `validation_freq` leaves an epoch out, a folder that cannot be made, a file that
/// cannot be written.
///
/// With `save_freq = 100` it saves after every hundredth batch, counted across epochs and `fit`s;
/// `{batch}` in the path is then the batch of the epoch, counted from 1. There are the values of the
/// epoch so far and none of a validation: `save_best_only` needs a `monitor` such as `loss` or
/// `accuracy`, or else, as in Keras, saves every time and says so.
///
/// It monitors nothing until [`monitor`](Self::monitor) or `save_best_only` is called; from then
/// on the value must be measured, and without validation data a `val_loss` does not compile. As
/// in Keras, an epoch that has not the value is saved, which is said each time, the best value outlives a `fit`, and a first value of NaN is the best forever.
///
/// ```no_run
/// use kerust::callbacks::ModelCheckpoint;
/// use kerust::metrics::val_accuracy;
///
/// // Every epoch; needs no validation data.
/// let each = ModelCheckpoint::new("runs/m_{epoch:02d}_{loss:.3f}.safetensors");
/// // The best `val_loss`.
/// let best = ModelCheckpoint::new("best.safetensors").save_best_only(true);
/// // The best `val_accuracy`.
/// let best = ModelCheckpoint::new("best.safetensors")
///     .monitor::<val_accuracy>()
///     .save_best_only(true);
/// // Every thousand batches.
/// let often = ModelCheckpoint::new("runs/m_{epoch}_{batch}.safetensors").save_freq(1000);
/// ```
#[derive(Clone, Debug)]
pub struct ModelCheckpoint<Q = EveryEpoch> {
    template: PathBuf,
    file_name: Result<FileName, String>,
    verbose: u8,
    save_best_only: bool,
    save_weights_only: bool,
    save_freq: SaveFreq,
    /// The epoch that runs.
    epoch: usize,
    /// How many batches there were since the last save.
    batches: usize,
    last_batch: Option<usize>,
    direction: Option<Direction>,
    best: Option<f32>,
    failures: Failures,
    monitor: PhantomData<fn() -> Q>,
}

/// What a [`ModelCheckpoint`] monitors that saves every epoch: nothing.
#[derive(Debug)]
pub enum EveryEpoch {}

kerust_core::listed! {
    ModelCheckpoint [Q] [Q]
    (filepath) monitor, verbose, save_best_only, save_weights_only, mode, save_freq, initial_value_threshold, keep_going
}

impl ModelCheckpoint {
    /// Saves every epoch to this path, which may have places for the epoch and its values.
    #[must_use]
    pub fn new(filepath: impl Into<PathBuf>) -> Self {
        let template = filepath.into();
        ModelCheckpoint {
            file_name: FileName::parse(&template),
            template,
            verbose: 0,
            save_best_only: false,
            save_weights_only: true,
            save_freq: SaveFreq::Epoch,
            epoch: 0,
            batches: 0,
            last_batch: None,
            direction: None,
            best: None,
            failures: Failures::default(),
            monitor: PhantomData,
        }
    }

    kerust_core::by_name! { path }

    /// Whether only the best epochs are saved, by `val_loss`, which must then be measured, also
    /// with `false`.
    #[must_use]
    pub fn save_best_only(self, save_best_only: bool) -> ModelCheckpoint<val_loss> {
        self.monitor::<val_loss>().save_best_only(save_best_only)
    }
}

impl<Q: Monitor> ModelCheckpoint<Q> {
    /// Whether only the epochs are saved that are the best by the monitored value.
    #[must_use]
    pub fn save_best_only(self, save_best_only: bool) -> Self {
        ModelCheckpoint {
            save_best_only,
            ..self
        }
    }
}

impl<Q> ModelCheckpoint<Q> {
    /// Saves to another path, which may have places for the epoch and its values.
    #[must_use]
    pub fn filepath(mut self, filepath: impl Into<PathBuf>) -> Self {
        self.template = filepath.into();
        self.file_name = FileName::parse(&self.template);
        self
    }

    /// What it watches.
    #[must_use]
    pub fn monitor<Other: Monitor>(self) -> ModelCheckpoint<Other::Is> {
        ModelCheckpoint {
            template: self.template,
            file_name: self.file_name,
            verbose: self.verbose,
            save_best_only: self.save_best_only,
            save_weights_only: self.save_weights_only,
            save_freq: self.save_freq,
            epoch: self.epoch,
            batches: self.batches,
            last_batch: self.last_batch,
            direction: self.direction,
            best: self.best,
            failures: self.failures,
            monitor: PhantomData,
        }
    }

    /// 1: says what it saves, and why.
    #[must_use]
    pub fn verbose(self, verbose: u8) -> Self {
        ModelCheckpoint { verbose, ..self }
    }

    /// Which way is better, if not the one of the monitored value.
    #[must_use]
    pub fn mode(self, mode: Direction) -> Self {
        let direction = Some(mode);
        ModelCheckpoint { direction, ..self }
    }

    /// Whether a file has the weights and no more, which it always has: with `false`, Keras' default,
    /// `fit` ends with an error before the first step. The rest of a model is its type, and what a
    /// training needs beside the weights to go on is for `BackupAndRestore`.
    #[must_use]
    pub fn save_weights_only(self, save_weights_only: bool) -> Self {
        ModelCheckpoint {
            save_weights_only,
            ..self
        }
    }

    /// Whether it saves after epochs, or after every so many batches.
    #[must_use]
    pub fn save_freq(self, save_freq: impl IntoSaveFreq) -> Self {
        let save_freq = save_freq.into_save_freq();
        ModelCheckpoint { save_freq, ..self }
    }

    /// What a value must be better than to be saved.
    #[must_use]
    pub fn initial_value_threshold(self, initial_value_threshold: f32) -> Self {
        let best = Some(initial_value_threshold);
        ModelCheckpoint { best, ..self }
    }

    /// Whether the training goes on where a file cannot be written, which is said once; the next
    /// one is tried again. Else `fit` ends with [`Error::File`](crate::Error::File).
    #[must_use]
    pub fn keep_going(self, keep_going: bool) -> Self {
        let failures = Failures::keep_going(keep_going);
        ModelCheckpoint { failures, ..self }
    }

    /// The best value so far.
    #[must_use]
    pub fn best(&self) -> Option<f32> {
        self.best
    }
}
