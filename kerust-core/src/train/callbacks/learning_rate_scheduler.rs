use alloc::format;
use core::fmt;

use super::{Callback, Training, number};
use crate::Error;
use crate::model::Model;
use crate::train::history::Logs;

/// Sets the learning rate before each epoch; Keras' `LearningRateScheduler`.
///
/// `LearningRateScheduler(|epoch, learning_rate| …, verbose = 0)`
///
/// The function takes the epoch, counted from 0, and the current learning rate, and returns the new
/// one. The callback adds `learning_rate` to the logs. A rate that is negative or not finite ends
/// `fit` with an error; an optimizer whose rate is a schedule is an error before the first step.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD(learning_rate = 0.5), loss = mse);
/// let history = fit!(
///     line, &[0.0, 1.0], &[1.0, 3.0],
///     epochs = 4,
///     callbacks = [LearningRateScheduler(|epoch, rate| if epoch < 2 { rate } else { rate / 2.0 })],
///     verbose = 0,
/// )?;
/// assert_eq!(history["learning_rate"], [0.5, 0.5, 0.25, 0.125]);
/// # Ok::<(), kerust::Error>(())
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
    /// The callback that calls `schedule` before each epoch.
    #[must_use]
    pub const fn new<S: FnMut(usize, f32) -> f32>(schedule: S) -> LearningRateScheduler<S> {
        let verbose = 0;
        LearningRateScheduler { schedule, verbose }
    }

    /// The callback before `schedule` is given by its name.
    #[doc(hidden)]
    #[must_use]
    pub fn by_name_0(_: impl FnOnce(fn(usize, f32) -> f32) -> Self) -> Self {
        LearningRateScheduler::new(|_, rate| rate)
    }
}

impl<S: FnMut(usize, f32) -> f32> LearningRateScheduler<S> {
    /// The function of the epoch, counted from 0, and the current rate that returns the new rate.
    #[must_use]
    pub fn schedule<Other: FnMut(usize, f32) -> f32>(
        self,
        schedule: Other,
    ) -> LearningRateScheduler<Other> {
        LearningRateScheduler::new(schedule).verbose(self.verbose)
    }

    /// 1 notes each rate that is set; 0 notes nothing.
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
