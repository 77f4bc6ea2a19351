use std::path::Path;
use std::sync::{Mutex, PoisonError};

use kerust_core::Error;
use kerust_core::model::Model;
use kerust_core::train::callbacks::{Callback, Memory, Training};
use kerust_core::train::history::Logs;
use kerust_core::word::Bound;

use super::{Files, TensorBoard, UpdateFreq};
use crate::clock::Moment;
use crate::formats::{SummaryWriter, folder, forget_since, home};

impl TensorBoard {
    /// Whether anything is logged after batch number `batch`.
    fn is_time(&self, batch: u64) -> bool {
        match self.update_freq {
            UpdateFreq::Epoch | UpdateFreq::Batch => true,
            UpdateFreq::Batches(batches) => batch.is_multiple_of(batches as u64),
        }
    }

    fn train(&mut self) -> Result<&mut SummaryWriter, Error> {
        let folder = self.log_dir.join(TRAIN);
        writer(&mut self.train, || self.files.begin(&folder))
    }

    fn validation(&mut self) -> Result<&mut SummaryWriter, Error> {
        let folder = self.log_dir.join(VALIDATION);
        writer(&mut self.validation, || self.files.begin(&folder))
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

    /// Begins the files once, as soon as it is known whether the training resumes from a backup.
    fn begin<M: Model>(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        if core::mem::replace(&mut self.files.begun, true) {
            return Ok(());
        }
        self.attempt(training, |own, training| match own.files.kept.take() {
            None => own.begin_anew(training),
            Some(lengths) => own.go_on(lengths, training),
        })
    }

    fn go_on<M: Model>(
        &mut self,
        lengths: [u64; 2],
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let Files {
            training: number,
            run,
            ..
        } = self.files;
        for (folder, length) in [TRAIN, VALIDATION].into_iter().zip(lengths) {
            forget_since(&self.log_dir.join(folder), number, run, length)?;
        }
        self.files.run += 1;
        if run == 0 && lengths[0] == 0 {
            return self.begin_anew(training);
        }
        Ok(())
    }

    fn begin_anew<M: Model>(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        let write_graph = self.write_graph;
        if training.names().iter().any(|name| name.starts_with("val_")) {
            // The validation's file begins at the first validation, later than that of the training.
            folder::check(&self.log_dir.join(VALIDATION))?;
        }
        let train = self.train()?;
        if write_graph {
            // Verbatim, in Markdown.
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
        (writers.into_iter().flat_map(get)).try_for_each(SummaryWriter::flush)
    }

    /// Logs something, unless an earlier attempt failed.
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
            (self.train, self.validation) = Default::default();
        }
        judged
    }
}

/// The folders of the training's and of the validation's values.
const TRAIN: &str = "train";
const VALIDATION: &str = "validation";

impl Files {
    fn begin(&self, folder: &Path) -> Result<SummaryWriter, Error> {
        SummaryWriter::of_training(folder, self.training, self.run)
    }
}

/// The writer, if it has been opened.
fn get(writer: &mut Mutex<Option<SummaryWriter>>) -> &mut Option<SummaryWriter> {
    writer.get_mut().unwrap_or_else(PoisonError::into_inner)
}

/// The writer, which is opened at the first call.
fn writer(
    writer: &mut Mutex<Option<SummaryWriter>>,
    begin: impl FnOnce() -> Result<SummaryWriter, Error>,
) -> Result<&mut SummaryWriter, Error> {
    match get(writer) {
        Some(writer) => Ok(writer),
        none => Ok(none.insert(begin()?)),
    }
}

impl<M: Model> Callback<M> for TensorBoard {
    type Monitor = ();

    fn on_train_begin(&mut self, _: &mut Training<'_, M>) -> Result<(), Error> {
        if let UpdateFreq::Batches(batches) = self.update_freq {
            Bound::BATCHES.check("update_freq", batches as f64)?;
        }
        home::check(&self.log_dir)?;
        (self.train, self.validation) = Default::default();
        (self.batches, self.test_batches) = (0, 0);
        self.files = Files::new();
        self.failures.begin();
        Ok(())
    }

    fn on_epoch_begin(&mut self, _: usize, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.begin(training)?;
        self.epoch_began = (training.updates(), Moment::now());
        Ok(())
    }

    fn on_train_batch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.batches += 1;
        self.batch_began = Moment::now();
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
        self.begin(training)?;
        self.attempt(training, |own, _| {
            own.files = Files::new();
            let writers = [&mut own.train, &mut own.validation].map(|writer| get(writer).take());
            (writers.into_iter().flatten()).try_for_each(|mut writer| writer.flush())
        })
    }

    fn save(&self, memory: &mut Memory) {
        memory.set("batches", self.batches as f64);
        memory.set("test_batches", self.test_batches as f64);
        memory.set("training", self.files.training.into());
        memory.set("run", self.files.run.into());
        let lengths = [&self.train, &self.validation].map(|writer| {
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            writer.as_mut().map_or(0, SummaryWriter::sync) as f64
        });
        memory.set_all("lengths", lengths.into());
    }

    fn restore(&mut self, memory: &Memory) {
        self.batches = memory.count("batches") as u64;
        self.test_batches = memory.count("test_batches") as u64;
        if let (Some(training), Some([train, validation])) =
            (memory.get("training"), memory.all("lengths"))
        {
            self.files.training = training as u32;
            self.files.run = memory.count("run") as u32;
            self.files.kept = Some([*train as u64, *validation as u64]);
        }
    }
}
