use std::fs;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use kerust_core::Error;
use kerust_core::callbacks::{Callback, Memory, Training, direction, is_improvement};
use kerust_core::contract::{Monitor, val_loss};
use kerust_core::history::Logs;
use kerust_core::metrics::Direction;
use kerust_core::model::Model;

use super::file_name::FileName;
use super::number;
use crate::formats::SaveWeights;

/// Saves the weights after every epoch, or after every epoch that is the best so far; Keras'
/// `ModelCheckpoint`:
///
/// `ModelCheckpoint("m_{epoch:02d}_{val_loss:.2f}.safetensors", monitor = val_loss, verbose = 0,
/// save_best_only = false, mode = …, initial_value_threshold = …)`
///
/// The file is what [`load_weights`](SaveWeights::load_weights) reads: the weights, without the
/// optimizer. Folders that are missing are made. In the path, `{epoch}` is the epoch, counted from
/// 1, and `{val_loss}` or another name of an epoch's logs is its value. After a colon stand, as in
/// Python, a width with or without zeros, decimals, and `d`, `f`, `e` or `g`; `{{` is a brace.
/// What cannot be written so is an error before the first epoch.
///
/// It monitors nothing until [`monitor`](Self::monitor) or `save_best_only` is called; from then
/// on the value must be measured, and without validation data a `val_loss` does not compile. As
/// in Keras, the best value outlives a `fit`, and a first value of NaN is the best forever.
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
/// ```
#[derive(Clone, Debug)]
pub struct ModelCheckpoint<Q = EveryEpoch> {
    template: PathBuf,
    file_name: Result<FileName, String>,
    verbose: u8,
    save_best_only: bool,
    direction: Option<Direction>,
    best: Option<f32>,
    monitor: PhantomData<fn() -> Q>,
}

/// What a [`ModelCheckpoint`] monitors that saves every epoch: nothing.
#[derive(Debug)]
pub enum EveryEpoch {}

impl ModelCheckpoint {
    /// Saves every epoch to this path, which may have places for the epoch and its values.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let template = path.into();
        ModelCheckpoint {
            file_name: FileName::parse(&template),
            template,
            verbose: 0,
            save_best_only: false,
            direction: None,
            best: None,
            monitor: PhantomData,
        }
    }

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
    /// What it watches.
    #[must_use]
    pub fn monitor<Other: Monitor>(self) -> ModelCheckpoint<Other::Is> {
        ModelCheckpoint {
            template: self.template,
            file_name: self.file_name,
            verbose: self.verbose,
            save_best_only: self.save_best_only,
            direction: self.direction,
            best: self.best,
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

    /// What a value must be better than to be saved.
    #[must_use]
    pub fn initial_value_threshold(self, initial_value_threshold: f32) -> Self {
        let best = Some(initial_value_threshold);
        ModelCheckpoint { best, ..self }
    }

    /// The best value so far.
    #[must_use]
    pub fn best(&self) -> Option<f32> {
        self.best
    }

    fn refuse(&self, problem: String) -> Error {
        Error::Format {
            path: self.template.display().to_string(),
            problem,
        }
    }

    /// # Errors
    /// If the path cannot be written with the values that the logs will have.
    fn check(&self, names: &[&str]) -> Result<&FileName, Error> {
        let file_name = match &self.file_name {
            Ok(file_name) => file_name,
            Err(problem) => return Err(self.refuse(problem.clone())),
        };
        // `learning_rate` is at hand, whether it is in the logs or not.
        let known = |name| ["epoch", "learning_rate"].contains(&name) || names.contains(&name);
        let Some(unknown) = file_name.names().find(|name| !known(name)) else {
            return Ok(file_name);
        };
        let mut names: Vec<_> = names.iter().copied().chain(["epoch"]).collect();
        names.sort_unstable();
        Err(self.refuse(format!(
            "names `{{{unknown}}}`, but an epoch's logs have {}",
            names.join(", ")
        )))
    }

    /// The path of this epoch, counted from 1.
    fn path<M: Model>(
        &self,
        epoch: usize,
        logs: &Logs,
        training: &Training<'_, M>,
    ) -> Result<PathBuf, Error> {
        let file_name = self.check(training.names())?;
        let value = |name: &str| match logs.get(name) {
            None if name == "learning_rate" => Some(training.learning_rate().into()),
            value => value.map(f64::from),
        };
        file_name
            .path(epoch, value)
            .map_err(|name| self.refuse(format!("names `{{{name}}}`, which these logs lack")))
    }

    fn save_weights<M: Model>(
        &self,
        epoch: usize,
        path: &Path,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|reason| Error::File {
                action: "make the folder",
                path: folder.display().to_string(),
                reason: reason.into(),
            })?;
        }
        training.model().save_weights(path)?;
        if self.verbose > 0 {
            training.note(format!(
                "Epoch {epoch}: finished saving model to {}",
                path.display()
            ));
        }
        Ok(())
    }

    fn save_each<M: Model>(
        &self,
        epoch: usize,
        path: &Path,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if self.verbose > 0 {
            training.note(format!("Epoch {epoch}: saving model to {}", path.display()));
        }
        self.save_weights(epoch, path, training)
    }
}

impl<M: Model> Callback<M> for ModelCheckpoint {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.check(training.names()).map(drop)
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let path = self.path(epoch + 1, logs, training)?;
        self.save_each(epoch + 1, &path, training)
    }
}

impl<M: Model, Q: Monitor> Callback<M> for ModelCheckpoint<Q> {
    type Monitor = Q;

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        direction::<Q>(self.direction)?;
        self.check(training.names()).map(drop)
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let (epoch, name) = (epoch + 1, Q::NAME);
        let path = self.path(epoch, logs, training)?;
        if !self.save_best_only {
            return self.save_each(epoch, &path, training);
        }
        let Some(value) = logs.get(name) else {
            training.note(format!("Can save best model only with {name} available."));
            return self.save_weights(epoch, &path, training);
        };
        let best = self.best.map_or_else(|| "None".into(), decimals);
        let direction = direction::<Q>(self.direction)?;
        if !is_improvement(value, self.best, direction, 0.0) {
            if self.verbose > 0 {
                training.note(format!("Epoch {epoch}: {name} did not improve from {best}"));
            }
            return Ok(());
        }
        if self.verbose > 0 {
            training.note(format!(
                "Epoch {epoch}: {name} improved from {best} to {}, saving model to {}",
                decimals(value),
                path.display()
            ));
        }
        self.save_weights(epoch, &path, training)?;
        // Only now: what could not be saved is not the best that there is.
        self.best = Some(value);
        Ok(())
    }

    fn save(&self, memory: &mut Memory) {
        memory.set_some("best", self.best);
    }

    fn restore(&mut self, memory: &Memory) {
        self.best = memory.get("best").map(|best| best as f32);
    }
}

fn decimals(value: f32) -> String {
    let mut text = String::new();
    number::fixed(&mut text, value.into(), 5);
    text
}
