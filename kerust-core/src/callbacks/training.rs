use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::model::Model;

/// The training that a callback is called from.
pub struct Training<'a, M: Model> {
    pub(crate) access: &'a mut dyn Access<M>,
    /// How many epochs `fit` was asked for.
    pub epochs: usize,
    /// How many batches an epoch has.
    pub steps: usize,
    pub(crate) names: &'a [&'static str],
    pub(crate) learning_rate: f32,
    pub(crate) updates: u64,
    pub(crate) stop: bool,
    pub(crate) notes: Vec<String>,
}

/// The way to a model that is in training.
pub(crate) trait Access<M> {
    /// The model with the weights of now.
    fn model(&mut self) -> &mut M;
}

impl<M: Model> Training<'_, M> {
    /// The model as it is now, to be read or changed. Between batches this may have to wait for
    /// other threads.
    pub fn model(&mut self) -> &mut M {
        self.access.model()
    }

    /// Ends the training after this epoch; in a batch, after this batch.
    pub fn stop(&mut self) {
        self.stop = true;
    }

    /// Whether a callback has asked for the end.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.stop
    }

    /// The learning rate as it is now.
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    /// Changes the learning rate for the batches to come.
    pub fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }

    /// How many updates of the weights there were, also before this `fit`: what Keras calls the
    /// optimizer's `iterations`.
    #[must_use]
    pub fn updates(&self) -> u64 {
        self.updates
    }

    /// The names of all values that an epoch's logs will have, `learning_rate` apart.
    #[must_use]
    pub fn names(&self) -> &[&'static str] {
        self.names
    }

    /// Says something to whoever watches; the progress line shows it, `verbose = 0` does not.
    pub fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// What was said since the last call.
    pub fn take_notes(&mut self) -> Vec<String> {
        core::mem::take(&mut self.notes)
    }
}

impl<M: Model> fmt::Debug for Training<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Training")
            .field("model", &M::NAME)
            .field("epochs", &self.epochs)
            .field("steps", &self.steps)
            .field("learning_rate", &self.learning_rate)
            .field("stops", &self.stop)
            .finish_non_exhaustive()
    }
}
