use kerust::history::Logs;
use kerust::prelude::*;
use serde_json::Value;

use super::Decisions;
use crate::script::{Line, direction, floats, train};
use kerust_tests::fixtures::{count, number};

/// The learning rate after each epoch, and what the logs say of it.
#[derive(Default)]
pub struct Rates {
    pub after: Vec<f32>,
    pub logged: Vec<f32>,
}

impl Callback<Line> for Rates {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        _: usize,
        logs: &mut Logs,
        training: &mut Training<'_, Line>,
    ) -> kerust::Result<()> {
        self.after.push(training.learning_rate());
        self.logged.push(logs["learning_rate"]);
        Ok(())
    }
}

/// The rates, to the last bit: one that is off by it would reach `min_lr` in another epoch.
pub fn compare(cases: &Value) -> Decisions {
    Decisions::of("`ReduceLROnPlateau`", cases, |decisions, case| {
        let config = &case["config"];
        let reduce = ReduceLROnPlateau::new()
            .mode(direction(config))
            .factor(number(&config["factor"]))
            .patience(count(&config["patience"]))
            .min_delta(number(&config["min_delta"]) as f32)
            .cooldown(count(&config["cooldown"]))
            .min_lr(number(&config["min_lr"]) as f32);
        let mut rates = Rates::default();
        train(case, reduce, &mut rates);
        decisions.all("rate after each epoch", &rates.after, &floats(&case["lr"]));
        decisions.all("logged rate", &rates.logged, &floats(&case["logged"]));
    })
}
