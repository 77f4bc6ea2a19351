use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::ValidationFreq;
use super::resume::{Backup, Point};
use crate::Error;
use crate::model::Model;
use crate::optimizers::OptimizerState;

/// The training, evaluation or prediction that a callback is called from.
pub struct Training<'a, M: Model> {
    pub(crate) access: &'a mut dyn Access<M>,
    /// How many epochs `fit` was asked for; 1 in an evaluation or a prediction.
    pub epochs: usize,
    /// How many epochs count as done.
    pub(crate) initial_epoch: usize,
    /// After which epochs is validated, where there is something to validate on.
    pub(crate) validation: Option<&'a ValidationFreq>,
    /// How many batches an epoch has.
    pub steps: usize,
    /// How many batches all rows are.
    pub(crate) batches: usize,
    /// How many callbacks there are.
    pub(crate) callbacks: usize,
    pub(crate) names: &'a [&'static str],
    pub(crate) learning_rate: f32,
    pub(crate) desk: &'a mut Desk<M>,
}

/// What callbacks leave for the loop and for each other.
pub(crate) struct Desk<M: Model> {
    pub(crate) stop: bool,
    pub(crate) notes: Vec<String>,
    pub(crate) backups: Vec<Writer<M>>,
    pub(crate) resume: Option<Backup>,
    /// Where the training is.
    pub(crate) point: Point,
}

/// What writes a backup.
pub(crate) type Writer<M> = Box<dyn FnOnce(&Backup, &mut Training<'_, M>) -> Result<(), Error>>;

impl<M: Model> Desk<M> {
    pub(crate) fn new() -> Self {
        Desk {
            stop: false,
            notes: Vec::new(),
            backups: Vec::new(),
            resume: None,
            point: Point::default(),
        }
    }
}

/// The way to a model that is in training.
pub(crate) trait Access<M> {
    /// The model with the weights of now.
    fn model(&mut self) -> &mut M;

    /// How many batches were trained on.
    fn iterations(&self) -> u64;

    /// How many updates there were.
    fn updates(&self) -> u64;

    /// What the optimizer remembers.
    fn optimizer_state(&mut self) -> OptimizerState;

    /// # Errors
    /// If the optimizer cannot go on from this state.
    fn check_state(&self, state: &OptimizerState) -> Result<(), Error>;

    /// Exchanges the weights and their averages, if there are any.
    fn swap_averages(&mut self) -> bool;

    /// Whether the model has the averages of its weights now.
    fn is_swapped(&self) -> bool;

    /// Whether the learning rate is a schedule.
    fn is_scheduled(&self) -> bool;

    /// Sets the averages of the weights, if there are any, to the weights.
    fn reset_averages(&mut self);
}

impl<M: Model> Training<'_, M> {
    /// The model as it is now, to be read or changed. Between batches this may have to wait for
    /// other threads.
    pub fn model(&mut self) -> &mut M {
        self.access.model()
    }

    /// Ends the training after this epoch; in a batch, after this batch.
    pub fn stop(&mut self) {
        self.desk.stop = true;
    }

    /// Whether a callback has asked for the end.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.desk.stop
    }

    /// How many batches the model was trained on, those of earlier `fit`s too.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.access.iterations()
    }

    /// How many updates there were, those of earlier `fit`s too: one for each batch, or for each
    /// `gradient_accumulation_steps` of them. Keras' `optimizer.iterations`.
    #[must_use]
    pub fn updates(&self) -> u64 {
        self.access.updates()
    }

    /// The learning rate as it is now.
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    /// Changes the learning rate for the batches to come. One that is a schedule cannot be changed, and
    /// `fit` then ends with [`Error::Scheduled`]; [`check_learning_rate`](Training::check_learning_rate)
    /// says so before the first step.
    pub fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }

    /// That the learning rate can be set: what a callback that sets it asks in
    /// [`on_train_begin`](super::Callback::on_train_begin).
    ///
    /// # Errors
    /// If it is a schedule; the error names the `callback`.
    pub fn check_learning_rate(&self, callback: &'static str) -> Result<(), Error> {
        if self.access.is_scheduled() {
            return Err(Error::SetsSchedule { callback });
        }
        Ok(())
    }

    /// That the value `monitor` will be measured after an epoch or more: what a callback that goes by it
    /// asks in [`on_train_begin`](super::Callback::on_train_begin).
    ///
    /// # Errors
    /// If it is one of the validation, and `validation_freq` leaves out all epochs.
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

    /// The first epoch, counted from 0, that has no values of a validation although others may have: it is
    /// left out by `validation_freq`.
    #[must_use]
    pub fn first_without_validation(&self) -> Option<usize> {
        let epoch = (self.validation?).first_left_out(self.initial_epoch, self.epochs)?;
        Some(epoch - 1)
    }

    /// What the optimizer remembers between batches.
    pub fn optimizer_state(&mut self) -> OptimizerState {
        self.access.optimizer_state()
    }

    /// Exchanges the weights with their moving averages; `false` if the optimizer has none, which
    /// `use_ema = true` asks for. When `fit`, `evaluate` or `predict` ends, with an error too, the weights
    /// are back; a training that ends well leaves in the model what the optimizer has for averages then.
    pub fn swap_averages(&mut self) -> bool {
        self.access.swap_averages()
    }

    /// Whether the model has the averages now, and the optimizer the weights: after
    /// [`swap_averages`](Training::swap_averages), until the next time.
    #[must_use]
    pub fn is_swapped(&self) -> bool {
        self.access.is_swapped()
    }

    /// Makes the moving averages of the weights, if there are any, what the weights are now.
    pub fn reset_averages(&mut self) {
        self.access.reset_averages();
    }

    /// Has `write` called with all that a training needs to go on from here, when all callbacks have
    /// seen the training's begin, the epoch's or the batch's end; see [`Backup`]. A training that is about to end makes no
    /// more backups: one that goes on from the last one comes to the same end.
    pub fn back_up(
        &mut self,
        write: impl FnOnce(&Backup, &mut Training<'_, M>) -> Result<(), Error> + 'static,
    ) {
        self.desk.backups.push(Box::new(write));
    }

    /// Goes on from `backup` when all callbacks have seen the training's begin: called in
    /// [`on_train_begin`](super::Callback::on_train_begin).
    ///
    /// # Errors
    /// If it is of another model, another optimizer, other callbacks or other data, as far as that can be
    /// seen; nothing has changed then.
    pub fn resume(&mut self, backup: Backup) -> Result<(), Error> {
        crate::weights::check::<M>(&backup.weights)?;
        self.access.check_state(&backup.optimizer)?;
        backup.check(self.callbacks, self.batches, self.steps)?;
        self.desk.resume = Some(backup);
        Ok(())
    }

    /// The names of all values that an epoch's logs will have, `learning_rate` apart.
    #[must_use]
    pub fn names(&self) -> &[&'static str] {
        self.names
    }

    /// Says something to whoever watches; the progress line shows it, `verbose = 0` does not.
    pub fn note(&mut self, text: String) {
        self.desk.notes.push(text);
    }

    /// What was said since the last call.
    pub fn take_notes(&mut self) -> Vec<String> {
        core::mem::take(&mut self.desk.notes)
    }
}

impl<M: Model> fmt::Debug for Training<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Training")
            .field("model", &M::NAME)
            .field("epochs", &self.epochs)
            .field("steps", &self.steps)
            .field("learning_rate", &self.learning_rate)
            .field("stops", &self.desk.stop)
            .finish_non_exhaustive()
    }
}
