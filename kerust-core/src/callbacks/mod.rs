//! What happens between epochs: the hooks, and the callbacks that touch nothing outside.

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
pub(crate) use training::{Access, Desk};
pub use validation_freq::{IntoValidationFreq, ValidationFreq};

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::Error;
use crate::contract::Monitor;
use crate::history::Logs;
use crate::metrics::Direction;
use crate::model::{Model, OutputRow};

/// What is called while `fit`, `evaluate` and `predict` run; Keras' `Callback`. Epochs and batches count
/// from 0.
///
/// An error ends them with it; the model stays as it was then, with its weights where their averages were in
/// their place, and its [`history`](crate::compile::Compiled::history) has the epochs so far. Values of logs are asked for by the word
/// that is monitored elsewhere, [`logs.of::<val_accuracy>()`](Logs::of), or by name.
///
/// ```
/// use kerust::Error;
/// use kerust::callbacks::{Callback, Training};
/// use kerust::history::Logs;
/// use kerust::model::Model;
///
/// /// Stops when the loss is small enough: `callbacks = [GoodEnough(0.1)]`.
/// struct GoodEnough(f32);
///
/// impl GoodEnough {
///     /// What `fit!` makes of the word and its values.
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
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a callback",
    label = "not a callback",
    note = "a callback is, for example, `EarlyStopping(patience = 3)`, or a value whose type implements `Callback`"
)]
#[allow(unused_variables)]
pub trait Callback<M: Model> {
    /// The word that it monitors, which must be measured; `()` for none.
    type Monitor;

    /// Before the first epoch.
    ///
    /// # Errors
    /// The callback's own.
    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// After the last epoch, also after a stop; `logs` are that epoch's, without what callbacks added.
    ///
    /// # Errors
    /// The callback's own.
    fn on_train_end(&mut self, logs: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Before an epoch.
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

    /// After an epoch and its validation. Values may be added to `logs`; the callbacks after this
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

    /// Before a batch.
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

    /// After a batch; `logs` are the values of the epoch so far.
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

    /// Before an evaluation, that of an epoch's validation or one by itself.
    ///
    /// # Errors
    /// The callback's own.
    fn on_test_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Before a batch of an evaluation. The weights stay as they are until its end.
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

    /// After a batch of an evaluation; `logs` are the values so far.
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

    /// After an evaluation; names in `logs` are without `val_`.
    ///
    /// # Errors
    /// The callback's own.
    fn on_test_end(&mut self, logs: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Before a prediction.
    ///
    /// # Errors
    /// The callback's own.
    fn on_predict_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// After a prediction.
    ///
    /// # Errors
    /// The callback's own.
    fn on_predict_end(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Ok(())
    }

    /// Before a batch of a prediction. The weights stay as they are until its end.
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

    /// After a batch of a prediction, with what the model made of its rows.
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

    /// How many callbacks it is: a list is as many as there are in it. A training goes on from a backup with
    /// as many as it had.
    fn callback_count(&self) -> usize {
        1
    }

    /// Writes down what it remembers between epochs, for a training that goes on later; see
    /// [`Backup`]. A callback that writes a file brings it up to date, and remembers how long it is.
    fn save(&self, memory: &mut Memory) {}

    /// Goes on from what another one remembered, after
    /// [`on_train_begin`](Callback::on_train_begin).
    fn restore(&mut self, memory: &Memory) {}
}

/// Which way the monitored value is better: `mode` if it is given, else as the value says.
///
/// # Errors
/// If neither way is; Keras then says so at the end of the first epoch, here it is before the first
/// step.
pub fn direction<Q: Monitor>(mode: Option<Direction>) -> Result<Direction, Error> {
    match mode.unwrap_or(Q::DIRECTION) {
        Direction::Neither => Err(Error::NoDirection { monitor: Q::NAME }),
        direction => Ok(direction),
    }
}

/// What Keras warns of when a callback goes by a value that an epoch's logs lack.
fn not_available(condition: &str, monitor: &str, logs: &Logs) -> String {
    let names: Vec<_> = logs.iter().map(|(name, _)| name).collect();
    let names = names.join(",");
    format!("{condition} metric `{monitor}` which is not available. Available metrics are: {names}")
}

/// Whether `value` is better than `reference` by more than `min_delta`; anything with NaN is not.
/// Without a reference it is.
#[must_use]
pub fn is_improvement(
    value: f32,
    reference: Option<f32>,
    direction: Direction,
    min_delta: f32,
) -> bool {
    // As Keras, which compares in single precision.
    match (reference, direction) {
        (None, _) => true,
        (Some(reference), Direction::Min) => value + min_delta.abs() < reference,
        (Some(reference), Direction::Max) => value - min_delta.abs() > reference,
        (Some(_), Direction::Neither) => false,
    }
}
