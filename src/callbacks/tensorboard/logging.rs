use std::path::Path;
use std::time::Instant;

use kerust_core::Error;
use kerust_core::callbacks::{Callback, Memory, Training};
use kerust_core::contract;
use kerust_core::history::Logs;
use kerust_core::model::Model;

use super::{TensorBoard, UpdateFreq};
use crate::formats::{SummaryWriter, home};

impl TensorBoard {
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

    fn begin<M: Model>(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        let write_graph = self.write_graph;
        let train = self.train()?;
        if write_graph {
            // Of Markdown: as it is.
            let table = format!("```\n{}```", training.model().summary());
            train.text("summary", &table, 0)?;
        }
        train.flush()
    }

    fn log_batch(&mut self, logs: &Logs) -> Result<(), Error> {
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

    fn log_test(&mut self, logs: &Logs, updates: u64) -> Result<(), Error> {
        if !self.is_time(self.test_batches) {
            return Ok(());
        }
        for (name, value) in logs {
            let tag = format!("evaluation_{name}_vs_iterations");
            self.validation()?.scalar(&tag, value, updates)?;
        }
        Ok(())
    }

    fn end_epoch<M: Model>(
        &mut self,
        epoch: usize,
        logs: &Logs,
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

    /// Logs, unless that failed before.
    fn attempt<M: Model>(
        &mut self,
        training: &mut Training<'_, M>,
        log: impl FnOnce(&mut Self, &mut Training<'_, M>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.failures.seen() {
            return Ok(());
        }
        let logged = log(self, training);
        let judged = self.failures.judge(logged, training);
        if self.failures.seen() {
            (self.train, self.validation) = (None, None);
        }
        judged
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
        home::check(&self.log_dir)?;
        (self.train, self.validation) = (None, None);
        (self.batches, self.test_batches) = (0, 0);
        self.failures.begin();
        self.attempt(training, Self::begin)
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
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        self.attempt(training, |own, _| own.log_batch(logs))
    }

    fn on_test_batch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.test_batches += 1;
        Ok(())
    }

    fn on_test_end(&mut self, logs: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.attempt(training, |own, training| {
            own.log_test(logs, training.updates())
        })
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        self.attempt(training, |own, training| {
            own.end_epoch(epoch, logs, training)
        })
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.attempt(training, |own, _| {
            let writers = [own.train.take(), own.validation.take()];
            (writers.into_iter().flatten()).try_for_each(|mut writer| writer.flush())
        })
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
