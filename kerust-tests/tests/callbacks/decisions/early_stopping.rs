use kerust::history::Logs;
use kerust::prelude::*;
use serde_json::Value;

use super::Decisions;
use crate::script::{Line, Listener, direction, some, train};
use kerust_tests::fixtures::{count, counts, number};

/// `EarlyStopping` with what it says of itself after each epoch.
struct Watched {
    stopping: EarlyStopping,
    waits: Vec<usize>,
    best_epochs: Vec<usize>,
}

impl Callback<Line> for Watched {
    type Monitor = val_loss;

    fn on_train_begin(&mut self, training: &mut Training<'_, Line>) -> kerust::Result<()> {
        self.stopping.on_train_begin(training)
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, Line>,
    ) -> kerust::Result<()> {
        self.stopping.on_epoch_end(epoch, logs, training)?;
        self.waits.push(self.stopping.wait());
        self.best_epochs.push(self.stopping.best_epoch());
        Ok(())
    }

    fn on_train_end(
        &mut self,
        logs: &Logs,
        training: &mut Training<'_, Line>,
    ) -> kerust::Result<()> {
        self.stopping.on_train_end(logs, training)
    }
}

/// Where it stops, how long it waited, which weights are there at the end.
pub fn compare(cases: &Value) -> Decisions {
    Decisions::of("`EarlyStopping`", cases, |decisions, case| {
        let config = &case["config"];
        let stopping = EarlyStopping::new()
            .mode(direction(config))
            .patience(count(&config["patience"]))
            .min_delta(number(&config["min_delta"]) as f32)
            .restore_best_weights(config["restore_best_weights"] == Value::Bool(true))
            .start_from_epoch(count(&config["start_from_epoch"]));
        let stopping = match some(&config["baseline"], number) {
            None => stopping,
            Some(baseline) => stopping.baseline(baseline as f32),
        };
        let mut watched = Watched {
            stopping,
            waits: Vec::new(),
            best_epochs: Vec::new(),
        };
        let (history, weight) = train(case, &mut watched, Listener::default());

        let (stopped, waits) = (some(&case["stopped_epoch"], count), counts(&case["wait"]));
        decisions.all("wait after each epoch", &watched.waits, &waits);
        let best = counts(&case["best_epoch"]);
        decisions.all("best epoch after each", &watched.best_epochs, &best);
        let got = watched.stopping.stopped_epoch();
        decisions.same("stopped epoch", got, stopped);
        let epochs = history.epochs().len();
        decisions.same("epochs", epochs, waits.len());
        let restored = some(&case["restored_epoch"], count);
        let restored = restored.unwrap_or(epochs - 1) as f32;
        decisions.same("epoch of the weights at the end", weight, restored);
    })
}
