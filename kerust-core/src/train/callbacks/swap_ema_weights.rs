use super::{Callback, Training};
use crate::Error;
use crate::model::Model;
use crate::train::history::Logs;

crate::word! {
    /// Evaluates and predicts with the moving averages of the weights, which the optimizer keeps with
    /// `use_ema = true`; Keras' `SwapEMAWeights`.
    ///
    /// `SwapEMAWeights(swap_on_epoch = false)`
    ///
    /// Weights and averages are exchanged before an evaluation, a validation or a prediction, and
    /// exchanged back after it. With `swap_on_epoch = true` they are also exchanged at the end of each
    /// epoch until the next one begins, so that a `ModelCheckpoint` after this callback saves the
    /// averages. As in Keras, `fit` leaves the averages in the model; only if it is stopped before its
    /// last epoch with `swap_on_epoch` on, it leaves the weights. In Keras a prediction leaves the
    /// averages in the model, here it does not. An error in an evaluation, or a panic, leaves the weights
    /// too.
    ///
    /// Before the first step of a training the averages are the weights. An optimizer without averages is
    /// an error before the first step.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Line < Dense<1, 1> > }
    ///
    /// let (x, y) = ([0.0, 1.0], [1.0, 3.0]);
    /// let mut line = compile!(Line::new(7), optimizer = SGD(use_ema = true), loss = mse);
    /// fit!(line, &x, &y, epochs = 3, callbacks = [SwapEMAWeights], verbose = 0)?;
    ///
    /// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
    /// let error = fit!(line, &x, &y, callbacks = [SwapEMAWeights], verbose = 0).unwrap_err();
    /// assert!(error.to_string().ends_with("with `use_ema = true`"));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    SwapEMAWeights {
        /// Whether the model has the averages between epochs as well.
        swap_on_epoch: bool = false,
    }
}

impl SwapEMAWeights {
    /// Puts the averages, or the weights, into the model.
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
        // Exchanging them forth and back tells whether there are averages.
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
            // `fit` will replace the weights by the averages, and the weights in the model are the averages now.
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
