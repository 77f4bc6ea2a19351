use alloc::format;

use super::{Callback, Training};
use crate::Error;
use crate::history::Logs;
use crate::model::Model;

/// Ends the training when the loss is no longer a finite number; Keras' `TerminateOnNaN`:
///
/// `TerminateOnNaN(raise_error = false)`
///
/// It looks at the loss of the epoch so far after each batch. The epoch's end, its validation and the
/// end of the training still happen. With `raise_error = true` nothing does: `fit` ends at once with
/// [`Error::InvalidLoss`].
///
/// ```
/// use kerust::callbacks::TerminateOnNaN;
///
/// let stop = TerminateOnNaN::new();
/// let fail = TerminateOnNaN::new().raise_error(true);
/// ```
#[derive(Clone, Debug, Default)]
pub struct TerminateOnNaN {
    raise_error: bool,
}

crate::listed! {
    TerminateOnNaN [] []
    () raise_error
}

impl TerminateOnNaN {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        let raise_error = false;
        TerminateOnNaN { raise_error }
    }

    /// Whether `fit` ends with an error.
    #[must_use]
    pub const fn raise_error(self, raise_error: bool) -> Self {
        TerminateOnNaN { raise_error }
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
