//! Callbacks: code that runs between batches and epochs. Here are those that touch neither files nor
//! the terminal.

mod callback_list;
mod early_stopping;
mod hooks;
mod lambda_callback;
mod learning_rate_scheduler;
mod reduce_lr_on_plateau;
mod resume;
mod several;
mod swap_ema_weights;
mod terminate_on_nan;
mod training;
mod validation_freq;

#[doc(inline)]
pub use crate::number_format as number;
pub use callback_list::CallbackList;
pub use early_stopping::EarlyStopping;
pub(crate) use hooks::Hooked;
pub use lambda_callback::{LambdaCallback, Outcome};
pub use learning_rate_scheduler::LearningRateScheduler;
pub use reduce_lr_on_plateau::ReduceLROnPlateau;
pub use resume::{Backup, Memory, Point};
pub use swap_ema_weights::SwapEMAWeights;
pub use terminate_on_nan::TerminateOnNaN;
pub use training::Training;
pub(crate) use training::{Access, Requests};
pub use validation_freq::{IntoValidationFreq, ValidationFreq};

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::Error;
use crate::metrics::{Direction, Monitor};
use crate::model::{Model, OutputRow};
use crate::train::history::Logs;

/// A hook into `fit`, `evaluate` and `predict`; Keras' `Callback`. Epochs and batches count from 0.
///
/// An error from a hook ends the call with that error. The model then keeps the weights of that
/// moment (not their averages, if those were in their place), and its
/// [`history`](crate::train::compile::Compiled::history) has the epochs so far. Values of logs are read by
/// the word that is monitored elsewhere, [`logs.of::<val_accuracy>()`](Logs::of), or by name.
///
/// ```
/// use kerust::Error;
/// use kerust::prelude::*;
///
/// /// Stops when the loss is small enough: `callbacks = [GoodEnough(0.1)]`.
/// struct GoodEnough(f32);
///
/// impl GoodEnough {
///     /// Called by `fit!` with the values in the parentheses.
///     pub fn new(loss: f32) -> Self {
///         GoodEnough(loss)
///     }
/// }
///
/// impl<M: Model> Callback<M> for GoodEnough {
///     type Monitor = ();
///
///     fn on_epoch_end(
///         &mut self,
///         _epoch: usize,
///         logs: &mut Logs,
///         training: &mut Training<'_, M>,
///     ) -> Result<(), Error> {
///         if logs.loss() < self.0 {
///             training.stop();
///         }
///         Ok(())
///     }
/// }
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD(learning_rate = 0.1), loss = mse);
/// let history = fit!(
///     line, &[0.0, 1.0], &[1.0, 3.0],
///     epochs = 1000, callbacks = [GoodEnough(0.1)], verbose = 0,
/// )?;
/// assert!(history.epochs().len() < 1000);
/// assert!(history["loss"].last() < Some(&0.1));
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a callback",
    label = "not a callback",
    note = "a callback is, for example, `EarlyStopping(patience = 3)`, or a value whose type implements `Callback`"
)]
#[allow(unused_variables)]
pub trait Callback<M: Model> {
    /// The monitored word, whose value must be measured; `()` for none.
    type Monitor;

    /// Called before the first epoch.
    ///
    /// # Errors
    /// The callback's own.
    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Called after the last epoch, also after a stop; `logs` are that epoch's, without the values that
    /// callbacks added.
    ///
    /// # Errors
    /// The callback's own.
    fn on_train_end(&mut self, logs: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Called before an epoch.
    ///
    /// # Errors
    /// The callback's own.
    fn on_epoch_begin(
        &mut self,
        epoch: usize,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Called after an epoch and its validation. Values may be added to `logs`; the callbacks after this
    /// one and the history see them.
    ///
    /// # Errors
    /// The callback's own.
    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Called before a batch of the training.
    ///
    /// # Errors
    /// The callback's own.
    fn on_train_batch_begin(
        &mut self,
        batch: usize,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Called after a batch of the training; `logs` are the values of the epoch so far.
    ///
    /// # Errors
    /// The callback's own.
    fn on_train_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Called before an evaluation: an epoch's validation, or one by itself.
    ///
    /// # Errors
    /// The callback's own.
    fn on_test_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Called before a batch of an evaluation. The weights cannot be changed until its end.
    ///
    /// # Errors
    /// The callback's own.
    fn on_test_batch_begin(
        &mut self,
        batch: usize,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Called after a batch of an evaluation; `logs` are the values so far.
    ///
    /// # Errors
    /// The callback's own.
    fn on_test_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Called after an evaluation; names in `logs` are without `val_`.
    ///
    /// # Errors
    /// The callback's own.
    fn on_test_end(&mut self, logs: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Called before a prediction.
    ///
    /// # Errors
    /// The callback's own.
    fn on_predict_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Called after a prediction.
    ///
    /// # Errors
    /// The callback's own.
    fn on_predict_end(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Called before a batch of a prediction. The weights cannot be changed until its end.
    ///
    /// # Errors
    /// The callback's own.
    fn on_predict_batch_begin(
        &mut self,
        batch: usize,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Called after a batch of a prediction, with the outputs of its rows.
    ///
    /// # Errors
    /// The callback's own.
    fn on_predict_batch_end(
        &mut self,
        batch: usize,
        outputs: &[OutputRow<M>],
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// The number of callbacks: 1, or in a list the number of its callbacks. A training resumes from a backup
    /// only with as many callbacks as it had.
    fn callback_count(&self) -> usize {
        1
    }

    /// Saves its state between epochs for a training that is resumed later; see [`Backup`]. A callback that
    /// writes a file flushes it, and saves the file's length.
    fn save(&self, memory: &mut Memory) {}

    /// Restores the state that [`save`](Callback::save) has saved, after
    /// [`on_train_begin`](Callback::on_train_begin).
    fn restore(&mut self, memory: &Memory) {}
}

/// The direction in which the monitored value improves: `mode` if it is given, otherwise the value's own.
///
/// # Errors
/// If the value has no direction of its own. Keras reports that at the end of the first epoch; here it is
/// reported before the first step.
pub fn direction<Q: Monitor>(mode: Option<Direction>) -> Result<Direction, Error> {
    match mode.unwrap_or(Q::DIRECTION) {
        Direction::Neither => Err(Error::NoDirection { monitor: Q::NAME }),
        direction => Ok(direction),
    }
}

/// Keras' warning that an epoch's logs lack the monitored value.
fn not_available(condition: &str, monitor: &str, logs: &Logs) -> String {
    let names: Vec<_> = logs.iter().map(|(name, _)| name).collect();
    let names = names.join(",");
    format!("{condition} metric `{monitor}` which is not available. Available metrics are: {names}")
}

/// Whether `value` is better than `reference` by more than `min_delta`: `true` without a reference, `false`
/// if either is NaN.
#[must_use]
pub fn is_improvement(
    value: f32,
    reference: Option<f32>,
    direction: Direction,
    min_delta: f32,
) -> bool {
    // Keras compares in single precision too.
    match (reference, direction) {
        (None, _) => true,
        (Some(reference), Direction::Min) => value + min_delta.abs() < reference,
        (Some(reference), Direction::Max) => value - min_delta.abs() > reference,
        (Some(_), Direction::Neither) => false,
    }
}
