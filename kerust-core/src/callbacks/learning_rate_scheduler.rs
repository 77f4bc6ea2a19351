use alloc::format;
use core::fmt;

use super::{Callback, Training, number};
use crate::Error;
use crate::history::Logs;
use crate::model::Model;

/// Sets the learning rate before each epoch; Keras' `LearningRateScheduler`:
///
/// `LearningRateScheduler(|epoch, learning_rate| …, verbose = 0)`
///
/// The function is told the epoch, counted from 0, and the rate as it is, and says what it shall
/// be. It adds `learning_rate` to the logs. A rate that is negative or not finite ends `fit` with an
/// error; an optimizer whose rate is a schedule already is an error before the first step.
///
/// ```
/// use kerust::callbacks::LearningRateScheduler;
///
/// // As it is for ten epochs, then less and less.
/// let scheduler = LearningRateScheduler::new(|epoch, rate| {
///     if epoch < 10 { rate } else { rate * 0.9 }
/// });
/// ```
#[derive(Clone)]
pub struct LearningRateScheduler<S = fn(usize, f32) -> f32> {
    schedule: S,
    verbose: u8,
}

crate::listed! {
    LearningRateScheduler [S] [S]
    (schedule) verbose
}

impl LearningRateScheduler {
    /// Asks `schedule` before each epoch.
    #[must_use]
    pub const fn new<S: FnMut(usize, f32) -> f32>(schedule: S) -> LearningRateScheduler<S> {
        let verbose = 0;
        LearningRateScheduler { schedule, verbose }
    }

    /// Before `schedule` is given by its name.
    #[doc(hidden)]
    #[must_use]
    pub fn by_name_0(_: impl FnOnce(fn(usize, f32) -> f32) -> Self) -> Self {
        LearningRateScheduler::new(|_, rate| rate)
    }
}

impl<S: FnMut(usize, f32) -> f32> LearningRateScheduler<S> {
    /// Asks another function.
    #[must_use]
    pub fn schedule<Other: FnMut(usize, f32) -> f32>(
        self,
        schedule: Other,
    ) -> LearningRateScheduler<Other> {
        LearningRateScheduler::new(schedule).verbose(self.verbose)
    }

    /// 1: says what it sets.
    #[must_use]
    pub fn verbose(self, verbose: u8) -> Self {
        LearningRateScheduler { verbose, ..self }
    }
}

impl<M: Model, S: FnMut(usize, f32) -> f32> Callback<M> for LearningRateScheduler<S> {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        training.check_learning_rate("LearningRateScheduler")
    }

    fn on_epoch_begin(
        &mut self,
        epoch: usize,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let rate = (self.schedule)(epoch, training.learning_rate());
        training.set_learning_rate(rate);
        if self.verbose > 0 {
            training.note(format!(
                "Epoch {}: LearningRateScheduler setting learning rate to {}.",
                epoch + 1,
                number::single(rate)
            ));
        }
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        _: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        logs.set("learning_rate", training.learning_rate());
        Ok(())
    }
}

impl<S> fmt::Debug for LearningRateScheduler<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LearningRateScheduler")
            .field("verbose", &self.verbose)
            .finish_non_exhaustive()
    }
}
