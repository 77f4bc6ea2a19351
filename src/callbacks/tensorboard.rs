use std::path::{Path, PathBuf};
use std::time::Instant;

use kerust_core::Error;
use kerust_core::callbacks::{Callback, Memory, Training};
use kerust_core::contract;
use kerust_core::history::Logs;
use kerust_core::model::Model;

use crate::formats::SummaryWriter;

/// Logs the training for TensorBoard's page; Keras' `TensorBoard`:
///
/// `TensorBoard("logs", histogram_freq = 0, write_graph = true, write_steps_per_second = false,
/// update_freq = UpdateFreq::Epoch)`
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
/// it had. Each `fit` begins new files.
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
    train: Option<SummaryWriter>,
    validation: Option<SummaryWriter>,
    /// Batches of this `fit`.
    batches: u64,
    test_batches: u64,
    epoch_began: (u64, Instant),
    batch_began: Instant,
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

impl From<usize> for UpdateFreq {
    fn from(batches: usize) -> Self {
        UpdateFreq::Batches(batches)
    }
}

impl TensorBoard {
    /// Logs into this folder, which is made if it is missing.
    #[must_use]
    pub fn new(log_dir: impl Into<PathBuf>) -> Self {
        let now = Instant::now();
        TensorBoard {
            log_dir: log_dir.into(),
            histogram_freq: 0,
            write_graph: true,
            write_steps_per_second: false,
            update_freq: UpdateFreq::Epoch,
            train: None,
            validation: None,
            batches: 0,
            test_batches: 0,
            epoch_began: (0, now),
            batch_began: now,
        }
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

    /// Whether anything is logged after batch number `batch`.
    fn is_time(&self, batch: u64) -> bool {
        match self.update_freq {
            UpdateFreq::Epoch | UpdateFreq::Batch => true,
            UpdateFreq::Batches(batches) => batch.is_multiple_of(batches as u64),
        }
    }

    fn train(&mut self) -> Result<&mut SummaryWriter, Error> {
        writer(&mut self.train, &self.log_dir, "train")
    }

    fn validation(&mut self) -> Result<&mut SummaryWriter, Error> {
        writer(&mut self.validation, &self.log_dir, "validation")
    }

    fn log_epoch<M: Model>(
        &mut self,
        epoch: u64,
        logs: &Logs,
        training: &Training<'_, M>,
    ) -> Result<(), Error> {
        let mut train = Logs::default();
        for (name, value) in logs {
            if let Some(name) = name.strip_prefix("val_") {
                let tag = format!("epoch_{name}");
                self.validation()?.scalar(&tag, value, epoch)?;
            } else {
                train.set(name, value);
            }
        }
        train.set("learning_rate", training.learning_rate());
        if self.write_steps_per_second {
            let (updates, since) = self.epoch_began;
            let updates = (training.updates() - updates) as f32;
            train.set("steps_per_second", updates / since.elapsed().as_secs_f32());
        }
        for (name, value) in &train {
            self.train()?
                .scalar(&format!("epoch_{name}"), value, epoch)?;
        }
        Ok(())
    }

    fn log_weights<M: Model>(&mut self, epoch: u64, model: &M) -> Result<(), Error> {
        for array in model.get_weights() {
            let tag = format!("{}/{}/histogram", M::NAME, array.name);
            self.train()?.histogram(&tag, &array.values, epoch)?;
        }
        Ok(())
    }
}

/// The writer of a folder, which begins when it is first asked for.
fn writer<'a>(
    writer: &'a mut Option<SummaryWriter>,
    log_dir: &Path,
    folder: &str,
) -> Result<&'a mut SummaryWriter, Error> {
    match writer {
        Some(writer) => Ok(writer),
        none => Ok(none.insert(SummaryWriter::new(log_dir.join(folder))?)),
    }
}

impl<M: Model> Callback<M> for TensorBoard {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        if let UpdateFreq::Batches(batches) = self.update_freq {
            contract::check("update_freq", batches as f64)?;
        }
        (self.train, self.validation) = (None, None);
        (self.batches, self.test_batches) = (0, 0);
        let write_graph = self.write_graph;
        let train = self.train()?;
        if write_graph {
            // Of Markdown: as it is.
            let table = format!("```\n{}```", training.model().summary());
            train.text("summary", &table, 0)?;
        }
        train.flush()
    }

    fn on_epoch_begin(&mut self, _: usize, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.epoch_began = (training.updates(), Instant::now());
        Ok(())
    }

    fn on_train_batch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.batches += 1;
        self.batch_began = Instant::now();
        Ok(())
    }

    fn on_train_batch_end(
        &mut self,
        _: usize,
        logs: &Logs,
        _: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let batch = self.batches;
        if self.update_freq == UpdateFreq::Epoch || !self.is_time(batch) {
            return Ok(());
        }
        if self.write_steps_per_second {
            let rate = 1.0 / self.batch_began.elapsed().as_secs_f32();
            self.train()?
                .scalar("batch_steps_per_second", rate, batch)?;
        }
        for (name, value) in logs {
            self.train()?
                .scalar(&format!("batch_{name}"), value, batch)?;
        }
        Ok(())
    }

    fn on_test_batch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.test_batches += 1;
        Ok(())
    }

    fn on_test_end(&mut self, logs: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        if !self.is_time(self.test_batches) {
            return Ok(());
        }
        for (name, value) in logs {
            let tag = format!("evaluation_{name}_vs_iterations");
            self.validation()?.scalar(&tag, value, training.updates())?;
        }
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if self.is_time(self.batches) {
            self.log_epoch(epoch as u64, logs, training)?;
            if self.histogram_freq > 0 && epoch.is_multiple_of(self.histogram_freq) {
                self.log_weights(epoch as u64, training.model())?;
            }
        }
        let writers = [&mut self.train, &mut self.validation];
        (writers.into_iter().flatten()).try_for_each(SummaryWriter::flush)
    }

    fn on_train_end(&mut self, _: &Logs, _: &mut Training<'_, M>) -> Result<(), Error> {
        let writers = [self.train.take(), self.validation.take()];
        (writers.into_iter().flatten()).try_for_each(|mut writer| writer.flush())
    }

    fn save(&self, memory: &mut Memory) {
        memory.set("batches", self.batches as f64);
        memory.set("test_batches", self.test_batches as f64);
    }

    fn restore(&mut self, memory: &Memory) {
        self.batches = memory.count("batches") as u64;
        self.test_batches = memory.count("test_batches") as u64;
    }
}
