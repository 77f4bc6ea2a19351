use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::ValidationFreq;
use super::resume::{Backup, Point};
use crate::Error;
use crate::model::Model;
use crate::optimizers::OptimizerState;

/// The training, evaluation or prediction that calls a callback.
pub struct Training<'a, M: Model> {
    pub(crate) access: &'a mut dyn Access<M>,
    /// The number of epochs of `fit`; 1 in an evaluation or a prediction.
    pub epochs: usize,
    /// The number of epochs that count as done.
    pub(crate) initial_epoch: usize,
    /// The epochs after which a validation takes place, if there are validation data.
    pub(crate) validation: Option<&'a ValidationFreq>,
    /// The number of batches in an epoch.
    pub steps: usize,
    /// The number of batches that all rows make.
    pub(crate) batches: usize,
    /// The number of callbacks.
    pub(crate) callbacks: usize,
    pub(crate) names: &'a [&'static str],
    pub(crate) learning_rate: f32,
    pub(crate) requests: &'a mut Requests<M>,
}

/// The requests of callbacks to the loop and to each other.
pub(crate) struct Requests<M: Model> {
    pub(crate) stop: bool,
    pub(crate) notes: Vec<String>,
    pub(crate) backups: Vec<Writer<M>>,
    pub(crate) resume: Option<Backup>,
    /// The position in the training.
    pub(crate) point: Point,
}

/// A function that writes a backup.
pub(crate) type Writer<M> = Box<dyn FnOnce(&Backup, &mut Training<'_, M>) -> Result<(), Error>>;

impl<M: Model> Requests<M> {
    pub(crate) fn new() -> Self {
        Requests {
            stop: false,
            notes: Vec::new(),
            backups: Vec::new(),
            resume: None,
            point: Point::default(),
        }
    }
}

/// Access to a model in training.
pub(crate) trait Access<M> {
    /// The model with its current weights.
    fn model(&mut self) -> &mut M;

    /// The number of batches trained on.
    fn iterations(&self) -> u64;

    /// The number of updates.
    fn updates(&self) -> u64;

    /// The optimizer's state.
    fn optimizer_state(&mut self) -> OptimizerState;

    /// A check that the optimizer can continue from this state.
    ///
    /// # Errors
    /// If it cannot.
    fn check_state(&self, state: &OptimizerState) -> Result<(), Error>;

    /// Exchanges the weights and their averages, if there are any.
    fn swap_averages(&mut self) -> bool;

    /// Whether the model has the averages in place of its weights.
    fn is_swapped(&self) -> bool;

    /// Whether the learning rate is a schedule.
    fn is_scheduled(&self) -> bool;

    /// Sets the averages, if there are any, to the weights.
    fn reset_averages(&mut self);
}

impl<M: Model> Training<'_, M> {
    /// The model with its current weights, to be read or changed. Between batches this may have to wait for
    /// other threads.
    pub fn model(&mut self) -> &mut M {
        self.access.model()
    }

    /// Ends the training after this epoch; in a batch, after this batch.
    pub fn stop(&mut self) {
        self.requests.stop = true;
    }

    /// Whether a callback has called [`stop`](Training::stop).
    #[must_use]
    pub fn stops(&self) -> bool {
        self.requests.stop
    }

    /// The number of batches trained on, those of earlier `fit`s included.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.access.iterations()
    }

    /// The number of updates, those of earlier `fit`s included: one for each batch, or for each
    /// `gradient_accumulation_steps` of them. Keras' `optimizer.iterations`.
    #[must_use]
    pub fn updates(&self) -> u64 {
        self.access.updates()
    }

    /// The current learning rate.
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    /// Sets the learning rate of the batches to come. A schedule cannot be replaced: `fit` then ends with
    /// [`Error::Scheduled`]. [`check_learning_rate`](Training::check_learning_rate) reports that before
    /// the first step.
    pub fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }

    /// A check that the learning rate can be set, for the
    /// [`on_train_begin`](super::Callback::on_train_begin) of a callback that sets it.
    ///
    /// # Errors
    /// If it is a schedule; the error names the `callback`.
    pub fn check_learning_rate(&self, callback: &'static str) -> Result<(), Error> {
        if self.access.is_scheduled() {
            return Err(Error::SetsSchedule { callback });
        }
        Ok(())
    }

    /// A check that the value `monitor` will be measured after at least one epoch, for the
    /// [`on_train_begin`](super::Callback::on_train_begin) of a callback that monitors it.
    ///
    /// # Errors
    /// If it is a value of the validation, and `validation_freq` leaves out all epochs.
    pub fn check_monitor(&self, monitor: &'static str) -> Result<(), Error> {
        let (done, last) = (self.initial_epoch, self.epochs);
        match self.validation {
            Some(freq)
                if monitor.starts_with("val_") && done < last && !freq.includes_any(done, last) =>
            {
                let first = done + 1;
                Err(Error::NeverMeasured {
                    monitor,
                    first,
                    last,
                })
            }
            _ => Ok(()),
        }
    }

    /// The first epoch, counted from 0, that `validation_freq` leaves out, so that it has no values of a
    /// validation.
    #[must_use]
    pub fn first_without_validation(&self) -> Option<usize> {
        let epoch = (self.validation?).first_left_out(self.initial_epoch, self.epochs)?;
        Some(epoch - 1)
    }

    /// The optimizer's state between batches.
    pub fn optimizer_state(&mut self) -> OptimizerState {
        self.access.optimizer_state()
    }

    /// Exchanges the weights with their moving averages; `false` if the optimizer keeps none, as it does
    /// without `use_ema = true`. At the end of `fit`, `evaluate` or `predict`, also after an error, the
    /// weights are back in the model; a training without an error then replaces them by the averages.
    pub fn swap_averages(&mut self) -> bool {
        self.access.swap_averages()
    }

    /// Whether the model has the averages and the optimizer the weights: after one call of
    /// [`swap_averages`](Training::swap_averages), until the next.
    #[must_use]
    pub fn is_swapped(&self) -> bool {
        self.access.is_swapped()
    }

    /// Sets the moving averages, if there are any, to the current weights.
    pub fn reset_averages(&mut self) {
        self.access.reset_averages();
    }

    /// Requests a backup: `write` is called with the whole state of the training, see [`Backup`], after all
    /// callbacks have seen the begin of the training, or the end of the epoch or batch. A training that is
    /// about to end makes no more backups, because resuming from the last one leads to the same end.
    pub fn back_up(
        &mut self,
        write: impl FnOnce(&Backup, &mut Training<'_, M>) -> Result<(), Error> + 'static,
    ) {
        self.requests.backups.push(Box::new(write));
    }

    /// Resumes from `backup` after all callbacks have seen the begin of the training; called in
    /// [`on_train_begin`](super::Callback::on_train_begin).
    ///
    /// # Errors
    /// If it is detectably of another model, another optimizer, other callbacks or other data; nothing has
    /// changed then.
    pub fn resume(&mut self, backup: Backup) -> Result<(), Error> {
        crate::model::weights::check::<M>(&backup.weights)?;
        self.access.check_state(&backup.optimizer)?;
        backup.check(self.callbacks, self.batches, self.steps)?;
        self.requests.resume = Some(backup);
        Ok(())
    }

    /// The names of all values in an epoch's logs, except for `learning_rate`.
    #[must_use]
    pub fn names(&self) -> &[&'static str] {
        self.names
    }

    /// Adds a note for the user, which the progress bar prints, unless `verbose = 0`.
    pub fn note(&mut self, text: String) {
        self.requests.notes.push(text);
    }

    /// The notes since the last call.
    pub fn take_notes(&mut self) -> Vec<String> {
        core::mem::take(&mut self.requests.notes)
    }
}

impl<M: Model> fmt::Debug for Training<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Training")
            .field("model", &M::NAME)
            .field("epochs", &self.epochs)
            .field("steps", &self.steps)
            .field("learning_rate", &self.learning_rate)
            .field("stops", &self.requests.stop)
            .finish_non_exhaustive()
    }
}
