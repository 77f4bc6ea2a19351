use super::{Callback, Training};
use crate::Error;
use crate::history::Logs;
use crate::model::Model;

/// Evaluates and predicts with the moving averages of the weights, which the optimizer keeps with
/// `use_ema = true`; Keras' `SwapEMAWeights`:
///
/// `SwapEMAWeights(swap_on_epoch = false)`
///
/// Weights and averages change places before an evaluation, a validation or a prediction, and back
/// after it. With `swap_on_epoch = true` they also do so at the end of each epoch, until the next one
/// begins, so that a `ModelCheckpoint` behind this callback saves the averages. As in Keras, the
/// averages are what `fit` leaves in the model; only where it is stopped before its last epoch and
/// `swap_on_epoch` is on, it leaves the weights. In Keras a prediction leaves the averages in the model,
/// here none does. An error in an evaluation, or a panic, leaves the weights too.
///
/// Before the first step of a training the averages are the weights. An optimizer without averages is an error before the first step.
///
/// ```
/// use kerust::callbacks::SwapEMAWeights;
/// use kerust::optimizers::Adam;
///
/// let optimizer = Adam::new().use_ema(true);
/// let swap = SwapEMAWeights::new().swap_on_epoch(true);
/// ```
#[derive(Clone, Debug, Default)]
pub struct SwapEMAWeights {
    swap_on_epoch: bool,
}

crate::listed! {
    SwapEMAWeights [] []
    () swap_on_epoch
}

impl SwapEMAWeights {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        SwapEMAWeights {
            swap_on_epoch: false,
        }
    }

    /// Whether the model has the averages between epochs too.
    #[must_use]
    pub const fn swap_on_epoch(self, swap_on_epoch: bool) -> Self {
        SwapEMAWeights { swap_on_epoch }
    }

    /// Has the model have the averages, or the weights.
    fn put<M: Model>(averages: bool, training: &mut Training<'_, M>) -> Result<(), Error> {
        if training.is_swapped() == averages || training.swap_averages() {
            return Ok(());
        }
        let problem =
            "`SwapEMAWeights` needs the averages that an optimizer keeps with `use_ema = true`";
        Err(Error::Settings { problem })
    }
}

impl<M: Model> Callback<M> for SwapEMAWeights {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        // There and back: whether there are averages.
        Self::put(true, training)?;
        Self::put(false, training)
    }

    fn on_epoch_begin(&mut self, _: usize, training: &mut Training<'_, M>) -> Result<(), Error> {
        Self::put(false, training)
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        _: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if self.swap_on_epoch {
            Self::put(true, training)?;
            // `fit` will replace the weights by the averages, which these weights are.
            if epoch + 1 == training.epochs {
                training.reset_averages();
            }
        }
        Ok(())
    }

    fn on_test_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Self::put(true, training)
    }

    fn on_test_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        Self::put(false, training)
    }

    fn on_predict_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Self::put(true, training)
    }

    fn on_predict_end(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        Self::put(false, training)
    }
}
