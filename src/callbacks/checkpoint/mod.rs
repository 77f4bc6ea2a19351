mod saving;

use std::marker::PhantomData;
use std::path::PathBuf;

use kerust_core::metrics::{Direction, Monitor, val_loss};
use kerust_core::word::Bound;

use super::failures::Failures;
use super::file_name::FileName;
use super::{IntoSaveFreq, SaveFreq};

/// Saves the weights after every epoch, or after every epoch that is the best so far; Keras'
/// `ModelCheckpoint`.
///
/// `ModelCheckpoint("m_{epoch:02d}_{val_loss:.2f}.safetensors", monitor = val_loss, verbose = 0,
/// save_best_only = false, save_weights_only = true, mode = …, save_freq = SaveFreq::Epoch,
/// initial_value_threshold = …, keep_going = false)`
///
/// [`load_weights`](crate::formats::SaveWeights::load_weights) reads the file: it has the weights,
/// without the optimizer. Missing folders are created. In the path, `{epoch}` is the epoch, counted
/// from 1, and `{val_loss}` or another name of an epoch's logs is its value. As in Python, a colon
/// may be followed by a width with or without zeros, decimals, and `d`, `f`, `e` or `g`; `{{` is a
/// brace. These are errors before the first epoch: a name that no epoch's logs have, a value of the
/// validation if `validation_freq` leaves an epoch out, a folder that cannot be created, a file that
/// cannot be written.
///
/// With `save_freq = 100` it saves after every hundredth batch, counted across epochs and `fit`s;
/// `{batch}` in the path is then the batch of the epoch, counted from 1. At that time there are the
/// values of the epoch so far and none of a validation: `save_best_only` needs a `monitor` such as
/// `loss` or `accuracy`; otherwise, as in Keras, it saves every time and notes that.
///
/// It monitors nothing until [`monitor`](Self::monitor) or `save_best_only` is called. From then on
/// the value must be measured, so a `val_loss` without validation data does not compile. As in Keras,
/// an epoch without the value is saved, with a note each time; the best value outlives a `fit`; and a
/// first value of NaN remains the best.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let runs = folder.path();
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// fit!(
///     line, &[0.0, 1.0], &[1.0, 3.0],
///     epochs = 2,
///     callbacks = [
///         ModelCheckpoint(runs.join("{epoch:02d}.safetensors")),
///         ModelCheckpoint(runs.join("best.safetensors"), monitor = loss, save_best_only = true),
///     ],
///     verbose = 0,
/// )?;
/// assert!(runs.join("02.safetensors").exists());
///
/// let mut best = Line::new(0);
/// best.load_weights(runs.join("best.safetensors"))?;
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ModelCheckpoint<Q = EveryEpoch> {
    template: PathBuf,
    file_name: Result<FileName, String>,
    verbose: u8,
    save_best_only: bool,
    save_weights_only: bool,
    save_freq: SaveFreq,
    /// The current epoch.
    epoch: usize,
    /// The number of batches since the last save.
    batches: usize,
    last_batch: Option<usize>,
    mode: Option<Direction>,
    best: Option<f32>,
    failures: Failures,
    monitor: PhantomData<fn() -> Q>,
}

/// The monitor of a [`ModelCheckpoint`] that saves every epoch: none.
#[derive(Debug)]
pub enum EveryEpoch {}

kerust_core::listed! {
    ModelCheckpoint [Q] [Q]
    (filepath) monitor, verbose, save_best_only, save_weights_only, mode, save_freq where Bound::BATCHES, initial_value_threshold, keep_going
}

impl ModelCheckpoint {
    /// The callback that saves every epoch to this path, which may have placeholders for the epoch and its
    /// values.
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
            mode: None,
            best: None,
            failures: Failures::default(),
            monitor: PhantomData,
        }
    }

    kerust_core::by_name! { path }

    /// Whether only the best epochs by `val_loss` are saved; `val_loss` must then be measured, even with
    /// `false`.
    #[must_use]
    pub fn save_best_only(self, save_best_only: bool) -> ModelCheckpoint<val_loss> {
        self.monitor::<val_loss>().save_best_only(save_best_only)
    }
}

impl<Q: Monitor> ModelCheckpoint<Q> {
    /// Whether only the best epochs by the monitored value are saved.
    #[must_use]
    pub fn save_best_only(self, save_best_only: bool) -> Self {
        ModelCheckpoint {
            save_best_only,
            ..self
        }
    }
}

impl<Q> ModelCheckpoint<Q> {
    /// The path, which may have placeholders for the epoch and its values.
    #[must_use]
    pub fn filepath(mut self, filepath: impl Into<PathBuf>) -> Self {
        self.template = filepath.into();
        self.file_name = FileName::parse(&self.template);
        self
    }

    /// The monitored value: a word such as `val_accuracy`.
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
            mode: self.mode,
            best: self.best,
            failures: self.failures,
            monitor: PhantomData,
        }
    }

    kerust_core::setters! { []
        /// 1 notes each file that is saved, with the reason; 0 notes nothing.
        verbose: u8,
        /// The direction of improvement, if it is not the monitored value's own.
        mode: Option<Direction>,
        /// Whether a file has only the weights, which must be `true`: with `false`, Keras' default, `fit` ends
        /// with an error before the first step. The rest of a model is its type, and `BackupAndRestore` saves
        /// the state that a training resumes from.
        save_weights_only: bool,
    }

    /// The interval of saving: `SaveFreq::Epoch`, or a number of batches.
    #[must_use]
    pub fn save_freq(self, save_freq: impl IntoSaveFreq) -> Self {
        let save_freq = save_freq.into_save_freq();
        ModelCheckpoint { save_freq, ..self }
    }

    /// The value that the first saved epoch must improve on.
    #[must_use]
    pub fn initial_value_threshold(self, initial_value_threshold: f32) -> Self {
        let best = Some(initial_value_threshold);
        ModelCheckpoint { best, ..self }
    }

    /// Whether the training continues if a file cannot be written, with one note about it; the next file is
    /// attempted again. Otherwise `fit` ends with [`Error::File`](crate::Error::File).
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
