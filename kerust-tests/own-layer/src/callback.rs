//! A callback of one's own.

use kerust::callbacks::{Callback, Training};
use kerust::history::Logs;
use kerust::model::Model;
use kerust::settings::Bound;

kerust::settings! {
    /// Ends the training when its loss is below a number.
    StopBelow {
        /// The number.
        loss: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// The first epoch that counts, from 0.
        start: Option<usize> = None,
    } with {
        epochs: usize = 0,
    }
}

impl StopBelow {
    /// The number of epochs that it has seen.
    #[must_use]
    pub fn epochs(&self) -> usize {
        self.epochs
    }
}

impl<M: Model> Callback<M> for StopBelow {
    type Monitor = ();

    fn on_train_begin(&mut self, _: &mut Training<'_, M>) -> kerust::Result<()> {
        self.check_settings()
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        self.epochs += 1;
        if epoch >= self.start.unwrap_or(0) && logs.loss() < self.loss {
            training.stop();
        }
        Ok(())
    }
}
