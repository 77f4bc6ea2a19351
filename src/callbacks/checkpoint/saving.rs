use std::path::{Path, PathBuf};

use kerust_core::Error;
use kerust_core::metrics::{Direction, Monitor};
use kerust_core::model::Model;
use kerust_core::train::callbacks::{Callback, Memory, Training, direction, is_improvement};
use kerust_core::train::history::Logs;
use kerust_core::word::Bound;

use super::super::file_name::FileName;
use super::super::{SaveFreq, number};
use super::{EveryEpoch, ModelCheckpoint};
use crate::formats::{SaveWeights, create_folder, folder, home};

impl<Q> ModelCheckpoint<Q> {
    fn refuse(&self, problem: String) -> Error {
        Error::Format {
            path: self.template.display().to_string(),
            problem,
        }
    }

    /// A check of the settings.
    ///
    /// # Errors
    /// If one has an invalid value.
    fn check<M: Model>(&self, training: &Training<'_, M>) -> Result<(), Error> {
        if !self.save_weights_only {
            return Err(Error::Settings {
                problem: "`save_weights_only = false`: the rest of a model is its type, which no file has; leave it out",
            });
        }
        home::check(&self.template)?;
        let file_name = self.file_name(training.names())?;
        if let SaveFreq::Batches(batches) = self.save_freq {
            return Bound::BATCHES.check("save_freq", batches as f64);
        }
        let of_validation = file_name.names().find(|name| name.starts_with("val_"));
        match (of_validation, training.first_without_validation()) {
            (Some(name), Some(epoch)) => Err(self.refuse(format!(
                "names `{{{name}}}`, but epoch {} has none, as `validation_freq` leaves it out",
                epoch + 1
            ))),
            _ => Ok(()),
        }
    }

    /// A check that the file can be written, as far as possible without the values in its path.
    ///
    /// # Errors
    /// If it cannot.
    fn check_file(&self) -> Result<(), Error> {
        match &self.file_name {
            Ok(file_name) => match file_name.path(|_| None) {
                Ok(path) => folder::check_file(&path),
                Err(_) => folder::check(&file_name.folder()),
            },
            Err(problem) => Err(self.refuse(problem.clone())),
        }
    }

    /// The file name, whose placeholders are all among `names`.
    ///
    /// # Errors
    /// If one is not, or if the template is malformed.
    fn file_name(&self, names: &[&str]) -> Result<&FileName, Error> {
        let file_name = match &self.file_name {
            Ok(file_name) => file_name,
            Err(problem) => return Err(self.refuse(problem.clone())),
        };
        let (whole, owner) = match self.save_freq {
            SaveFreq::Epoch => (&["epoch"][..], "an epoch's"),
            SaveFreq::Batches(_) => (&["batch", "epoch"][..], "a batch's"),
        };
        let of_batch = |name: &&str| whole.len() == 1 || !name.starts_with("val_");
        let names = names.iter().copied().filter(of_batch);
        let mut names: Vec<_> = names.chain(whole.iter().copied()).collect();
        // `learning_rate` is known even if it is not in the logs.
        let known = |name| name == "learning_rate" || names.contains(&name);
        let Some(unknown) = file_name.names().find(|name| !known(name)) else {
            return Ok(file_name);
        };
        names.sort_unstable();
        Err(self.refuse(format!(
            "names `{{{unknown}}}`, but {owner} logs have {}",
            names.join(", ")
        )))
    }

    /// The path after an epoch, or after a batch of it.
    fn path<M: Model>(
        &self,
        batch: Option<usize>,
        logs: &Logs,
        training: &Training<'_, M>,
    ) -> Result<PathBuf, Error> {
        let value = |name: &str| match (name, logs.get(name)) {
            ("epoch", _) => Some((self.epoch + 1) as f64),
            ("batch", _) => batch.map(|batch| (batch + 1) as f64),
            ("learning_rate", None) => Some(training.learning_rate().into()),
            (_, value) => value.map(f64::from),
        };
        let file_name = self.file_name(training.names())?;
        file_name
            .path(value)
            .map_err(|name| self.refuse(format!("names `{{{name}}}`, which these logs lack")))
    }

    /// Whether `save_freq` batches have passed, counted as in Keras.
    fn is_due(&mut self, batch: usize) -> bool {
        let SaveFreq::Batches(batches) = self.save_freq else {
            return false;
        };
        self.batches += match self.last_batch {
            Some(last) if batch > last => batch - last,
            _ => batch + 1,
        };
        self.last_batch = Some(batch);
        let is_due = self.batches >= batches;
        if is_due {
            self.batches = 0;
        }
        is_due
    }

    fn save_weights<M: Model>(
        &self,
        path: &Path,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if let Some(folder) = path.parent() {
            create_folder(folder)?;
        }
        training.model().save_weights(path)?;
        self.say(training, || {
            format!("finished saving model to {}", path.display())
        });
        Ok(())
    }

    fn say<M: Model>(&self, training: &mut Training<'_, M>, text: impl FnOnce() -> String) {
        if self.verbose > 0 {
            training.note(format!("Epoch {}: {}", self.epoch + 1, text()));
        }
    }
}

/// The value that decides whether a file is written.
pub trait Watched {
    /// The same as [`Callback`]'s.
    type Monitor;

    /// The name in logs and the direction of improvement; `None` if every file is written.
    ///
    /// # Errors
    /// If the value has no direction, and none is given.
    fn watched(mode: Option<Direction>) -> Result<Option<(&'static str, Direction)>, Error>;
}

impl Watched for EveryEpoch {
    type Monitor = ();

    fn watched(_: Option<Direction>) -> Result<Option<(&'static str, Direction)>, Error> {
        Ok(None)
    }
}

impl<Q: Monitor> Watched for Q {
    type Monitor = Q;

    fn watched(mode: Option<Direction>) -> Result<Option<(&'static str, Direction)>, Error> {
        direction::<Q>(mode).map(|direction| Some((Q::NAME, direction)))
    }
}

impl<Q: Watched> ModelCheckpoint<Q> {
    /// Saves the weights, if the value is the best or every epoch is saved.
    fn save_if_best<M: Model>(
        &mut self,
        batch: Option<usize>,
        logs: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let path = self.path(batch, logs, training)?;
        let (name, direction) = match Q::watched(self.mode)? {
            Some(watched) if self.save_best_only => watched,
            _ => {
                self.say(training, || format!("saving model to {}", path.display()));
                return self.save_weights(&path, training);
            }
        };
        let Some(value) = logs.get(name) else {
            training.note(format!("Can save best model only with {name} available."));
            return self.save_weights(&path, training);
        };
        let best = self.best.map_or_else(|| "None".into(), decimals);
        if !is_improvement(value, self.best, direction, 0.0) {
            self.say(training, || format!("{name} did not improve from {best}"));
            return Ok(());
        }
        self.say(training, || {
            let (value, path) = (decimals(value), path.display());
            format!("{name} improved from {best} to {value}, saving model to {path}")
        });
        self.save_weights(&path, training)?;
        // Only after the file is written: a value whose weights were not saved is not the best.
        self.best = Some(value);
        Ok(())
    }
}

impl<M: Model, Q: Watched> Callback<M> for ModelCheckpoint<Q> {
    type Monitor = Q::Monitor;

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        let watched = Q::watched(self.mode)?;
        self.check(training)?;
        if let (Some((name, _)), true, SaveFreq::Epoch) =
            (watched, self.save_best_only, self.save_freq)
        {
            training.check_monitor(name)?;
        }
        self.failures.begin();
        self.failures.judge(self.check_file(), training)
    }

    fn on_epoch_begin(&mut self, epoch: usize, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.epoch = epoch;
        Ok(())
    }

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if self.is_due(batch) {
            let saved = self.save_if_best(Some(batch), logs, training);
            self.failures.judge(saved, training)?;
        }
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        _: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if self.save_freq == SaveFreq::Epoch {
            let saved = self.save_if_best(None, logs, training);
            self.failures.judge(saved, training)?;
        }
        Ok(())
    }

    fn save(&self, memory: &mut Memory) {
        memory.set_some("best", self.best);
        memory.set("batches", self.batches as f64);
        memory.set_some("last_batch", self.last_batch.map(|batch| batch as f64));
    }

    fn restore(&mut self, memory: &Memory) {
        self.best = memory.get("best").map(|best| best as f32);
        self.batches = memory.count("batches");
        self.last_batch = memory.get("last_batch").map(|batch| batch as usize);
    }
}

fn decimals(value: f32) -> String {
    let mut text = String::new();
    number::fixed(&mut text, value.into(), 5);
    text
}
