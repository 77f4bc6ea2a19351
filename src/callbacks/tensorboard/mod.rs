mod logging;

use std::path::PathBuf;
use std::sync::Mutex;

use kerust_core::word::Bound;

use super::failures::Failures;
use crate::clock::Moment;
use crate::formats::{SummaryWriter, random_number};

/// Logs the training for TensorBoard; Keras' `TensorBoard`.
///
/// `TensorBoard("logs", histogram_freq = 0, write_graph = true, write_steps_per_second = false,
/// update_freq = UpdateFreq::Epoch, keep_going = false)`
///
/// `tensorboard --logdir logs` shows it, also during the training. To compare several runs, give each
/// its own folder: `TensorBoard("logs/small")`.
///
/// | folder | tag | step | when |
/// | --- | --- | --- | --- |
/// | `train` | `epoch_loss`, `epoch_accuracy`, …, `epoch_learning_rate` | epoch, from 0 | after each epoch |
/// | `validation` | `epoch_loss`, `epoch_accuracy`, … | epoch | after each epoch |
/// | `validation` | `evaluation_loss_vs_iterations`, … | updates so far | after each validation |
/// | `train` | `batch_loss`, …: means of the epoch so far | batch of this `fit`, from 1 | `update_freq` |
/// | `train` | `Net/dense/kernel/histogram`, … | epoch | `histogram_freq` |
/// | `train` | `epoch_steps_per_second`, `batch_steps_per_second` | as the others | `write_steps_per_second` |
/// | `train` | `summary`: the model's table, as text | 0 | `write_graph` |
///
/// Tags and steps are those of Keras, except for the table, which Keras writes as a graph. With
/// `update_freq = n` values, those of epochs included, are written where the last batch's number is a
/// multiple of `n`, as in Keras: choose an `n` that divides the number of batches in an epoch.
///
/// The files are written after each epoch and every two minutes, so a run that is killed leaves its
/// values. Each `fit` begins new files. So does a training that resumes from a backup; values that
/// were logged after the backup are removed, so that no step is there twice or missing.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let logs = folder.path().join("logs");
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// fit!(
///     line, &[0.0, 1.0], &[1.0, 3.0],
///     epochs = 3, callbacks = [TensorBoard(&logs, histogram_freq = 1)], verbose = 0,
/// )?;
/// assert!(logs.join("train").exists());
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Debug)]
pub struct TensorBoard {
    log_dir: PathBuf,
    histogram_freq: usize,
    write_graph: bool,
    write_steps_per_second: bool,
    update_freq: UpdateFreq,
    failures: Failures,
    files: Files,
    // Locked where the callback is shared: what it remembers is written to the disk first.
    train: Mutex<Option<SummaryWriter>>,
    validation: Mutex<Option<SummaryWriter>>,
    /// The number of batches of this `fit`.
    batches: u64,
    test_batches: u64,
    epoch_began: (u64, Moment),
    batch_began: Moment,
}

/// The files of a training.
#[derive(Debug)]
struct Files {
    /// The training's number, a part of their names.
    training: u32,
    /// The number of times that the training was resumed, a part of their names too.
    run: u32,
    /// The lengths in bytes of the training's and the validation's file at the backup that it resumes from.
    kept: Option<[u64; 2]>,
    /// Whether the first epoch has begun, after which they may be written.
    begun: bool,
}

impl Files {
    fn new() -> Self {
        Files {
            training: random_number() as u32,
            run: 0,
            kept: None,
            begun: false,
        }
    }
}

/// The interval of [`TensorBoard`]'s logs within an epoch; a number is [`Batches`](Self::Batches).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UpdateFreq {
    /// Only after each epoch.
    #[default]
    Epoch,
    /// After each batch.
    Batch,
    /// After every so many batches.
    Batches(usize),
}

kerust_core::listed! {
    TensorBoard [] []
    (log_dir) histogram_freq, write_graph, write_steps_per_second, update_freq where Bound::BATCHES, keep_going
}

impl From<usize> for UpdateFreq {
    fn from(batches: usize) -> Self {
        UpdateFreq::Batches(batches)
    }
}

impl TensorBoard {
    /// The callback that logs into this folder, which is created if it is missing.
    #[must_use]
    pub fn new(log_dir: impl Into<PathBuf>) -> Self {
        let now = Moment::now();
        TensorBoard {
            log_dir: log_dir.into(),
            histogram_freq: 0,
            write_graph: true,
            write_steps_per_second: false,
            update_freq: UpdateFreq::Epoch,
            failures: Failures::default(),
            files: Files::new(),
            train: Mutex::default(),
            validation: Mutex::default(),
            batches: 0,
            test_batches: 0,
            epoch_began: (0, now),
            batch_began: now,
        }
    }

    kerust_core::by_name! { path }

    /// The folder of the logs.
    #[must_use]
    pub fn log_dir(mut self, log_dir: impl Into<PathBuf>) -> Self {
        self.log_dir = log_dir.into();
        self
    }

    kerust_core::setters! { []
        /// The interval of the weights' histograms in epochs; 0 for none.
        histogram_freq: usize,
        /// Whether the model's table is logged.
        write_graph: bool,
        /// Whether the number of batches per second is logged.
        write_steps_per_second: bool,
    }

    /// The interval of logs within an epoch: `UpdateFreq::Batch`, or a number of batches.
    #[must_use]
    pub fn update_freq(self, update_freq: impl Into<UpdateFreq>) -> Self {
        let update_freq = update_freq.into();
        TensorBoard {
            update_freq,
            ..self
        }
    }

    /// Whether the training continues, without further logs and with one note about it, if they cannot be
    /// written. Otherwise `fit` ends with [`Error::File`](crate::Error::File).
    #[must_use]
    pub fn keep_going(self, keep_going: bool) -> Self {
        let failures = Failures::keep_going(keep_going);
        TensorBoard { failures, ..self }
    }
}
