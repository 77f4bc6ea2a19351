mod logging;

use std::path::PathBuf;
use std::sync::Mutex;

use super::failures::Failures;
use crate::clock::Moment;
use crate::formats::{SummaryWriter, random_number};

/// Logs the training for TensorBoard's page; Keras' `TensorBoard`:
///
/// `TensorBoard("logs", histogram_freq = 0, write_graph = true, write_steps_per_second = false,
/// update_freq = UpdateFreq::Epoch, keep_going = false)`
///
/// `tensorboard --logdir logs` shows it, also while it runs. To see several runs beside each other,
/// give each a folder of its own: `TensorBoard("logs/small")`.
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
/// Tags and steps are Keras', but for the table, which Keras writes as a graph. With
/// `update_freq = n` values, those of epochs too, are written where the last batch's number is a multiple
/// of `n`, as in Keras: take an `n` that divides the number of an epoch's batches.
///
/// After each epoch all is in the files, and every two minutes: a run that is killed leaves what
/// it had. Each `fit` begins new files. A training that goes on from a backup does so too, and what was
/// logged after the backup is taken away, so that no step is there twice or missing.
///
/// ```no_run
/// use kerust::callbacks::{TensorBoard, UpdateFreq};
///
/// let each_batch = TensorBoard::new("logs").update_freq(UpdateFreq::Batch);
/// let each_tenth = TensorBoard::new("logs").update_freq(10).histogram_freq(1);
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
    /// Batches of this `fit`.
    batches: u64,
    test_batches: u64,
    epoch_began: (u64, Moment),
    batch_began: Moment,
}

/// Which files are a training's.
#[derive(Debug)]
struct Files {
    /// The number that is in their names.
    training: u32,
    /// How often the training was gone on with, which is in their names too.
    run: u32,
    /// How long those of the training and of the validation were at the backup that it goes on from.
    kept: Option<[u64; 2]>,
    /// Whether the first epoch has begun, and they may be written.
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

/// How often [`TensorBoard`] logs while an epoch runs; a number is [`Batches`](Self::Batches).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UpdateFreq {
    /// Only after each epoch.
    #[default]
    Epoch,
    /// After each batch.
    Batch,
    /// After so many batches.
    Batches(usize),
}

kerust_core::listed! {
    TensorBoard [] []
    (log_dir) histogram_freq, write_graph, write_steps_per_second, update_freq, keep_going
}

impl From<usize> for UpdateFreq {
    fn from(batches: usize) -> Self {
        UpdateFreq::Batches(batches)
    }
}

impl TensorBoard {
    /// Logs into this folder, which is made if it is missing.
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

    /// Logs into another folder.
    #[must_use]
    pub fn log_dir(mut self, log_dir: impl Into<PathBuf>) -> Self {
        self.log_dir = log_dir.into();
        self
    }

    /// Every how many epochs the weights' distributions are logged; 0 is never.
    #[must_use]
    pub fn histogram_freq(self, histogram_freq: usize) -> Self {
        TensorBoard {
            histogram_freq,
            ..self
        }
    }

    /// Whether the model's table is logged.
    #[must_use]
    pub fn write_graph(self, write_graph: bool) -> Self {
        TensorBoard {
            write_graph,
            ..self
        }
    }

    /// Whether it is logged how many batches were trained on in a second.
    #[must_use]
    pub fn write_steps_per_second(self, write_steps_per_second: bool) -> Self {
        TensorBoard {
            write_steps_per_second,
            ..self
        }
    }

    /// How often it logs while an epoch runs: `UpdateFreq::Batch`, or every how many batches.
    #[must_use]
    pub fn update_freq(self, update_freq: impl Into<UpdateFreq>) -> Self {
        let update_freq = update_freq.into();
        TensorBoard {
            update_freq,
            ..self
        }
    }

    /// Whether the training goes on, without further logs, where they cannot be written, which is said
    /// once. Else `fit` ends with [`Error::File`](crate::Error::File).
    #[must_use]
    pub fn keep_going(self, keep_going: bool) -> Self {
        let failures = Failures::keep_going(keep_going);
        TensorBoard { failures, ..self }
    }
}
