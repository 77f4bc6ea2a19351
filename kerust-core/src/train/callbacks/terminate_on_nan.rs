use alloc::format;

use super::{Callback, Training};
use crate::Error;
use crate::model::Model;
use crate::train::history::Logs;

crate::word! {
    /// Ends the training when the loss is no longer a finite number; Keras' `TerminateOnNaN`.
    ///
    /// `TerminateOnNaN(raise_error = false)`
    ///
    /// It checks the loss of the epoch so far after each batch. The end of the epoch, its validation and
    /// the end of the training still take place. With `raise_error = true` they do not: `fit` ends at
    /// once with [`Error::InvalidLoss`].
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Line < Dense<1, 1> > }
    ///
    /// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
    /// let (x, y) = ([f32::NAN, 1.0], [1.0, 3.0]);
    /// let history = fit!(line, &x, &y, epochs = 9, callbacks = [TerminateOnNaN], verbose = 0)?;
    /// assert_eq!(history.epochs(), [0]);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    TerminateOnNaN {
        /// Whether `fit` ends at once, with an error.
        raise_error: bool = false,
    }
}

impl<M: Model> Callback<M> for TerminateOnNaN {
    type Monitor = ();

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let Some(loss) = logs.get("loss").filter(|loss| !loss.is_finite()) else {
            return Ok(());
        };
        if self.raise_error {
            return Err(Error::InvalidLoss { batch, loss });
        }
        training.note(format!("Batch {batch}: Invalid loss, terminating training"));
        training.stop();
        Ok(())
    }
}
