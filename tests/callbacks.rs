//! What `EarlyStopping` and `ReduceLROnPlateau` decide, against Keras on scripted values.
//!
//! Every case is a real `fit`: a callback before the one under test puts the script's values into
//! the logs and the epoch's number into the model's weight.

mod callbacks {
    mod hooks;
    mod notes;
}
#[path = "keras/json.rs"]
mod json;

use json::{count, list, number, numbers, read};
use kerust::history::{History, Logs};
use kerust::prelude::*;
use serde_json::Value;

model! { struct Line < Dense<1, 1> > }

/// Replaces `val_loss` by the script's value, or takes it away; the weight becomes the epoch.
struct Script {
    values: Vec<Option<f32>>,
}

impl Callback<Line> for Script {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, Line>,
    ) -> kerust::Result<()> {
        training.model().dense_mut().kernel().set([epoch as f32]);
        let others: Vec<_> = logs
            .iter()
            .filter(|(name, _)| *name != "val_loss")
            .collect();
        logs.clear();
        for (name, value) in others {
            logs.set(name, value);
        }
        if let Some(value) = self.values[epoch] {
            logs.set("val_loss", value);
        }
        Ok(())
    }
}

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

/// The learning rate after each epoch, and what the logs say of it.
#[derive(Default)]
struct Rates {
    after: Vec<f32>,
    logged: Vec<f32>,
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

/// Trains under the script, with `callback` after it; the history, and the weight at the end.
fn train<C>(values: &Value, callback: C, rates: Option<&mut Rates>) -> (History, f32)
where
    C: Callback<Line, Monitor = val_loss>,
{
    let values = list(values).iter();
    let values = values.map(|value| (!value.is_null()).then(|| number(value) as f32));
    let script = Script {
        values: values.collect(),
    };
    let optimizer = SGD::new().learning_rate(1.0);
    let mut line = compile!(Line::new(0), optimizer = optimizer, loss = mse);
    // Zeros have no gradient, so the weight is what the script made of it.
    let (x, y) = ([[0.0f32]], [0.0f32]);
    let fit = line.fit(&x, &y).epochs(script.values.len());
    let fit = fit.validation_data(&x, &y);
    let fit = fit.callback(script).callback(callback);
    let history = match rates {
        Some(rates) => fit.callback(rates).run(),
        None => fit.run(),
    };
    let weight = line.dense().kernel()[[0, 0]];
    (history.expect("good data"), weight)
}

fn direction(config: &Value) -> Direction {
    match json::text(&config["mode"]) {
        "min" => Direction::Min,
        "max" => Direction::Max,
        other => panic!("a mode that this test does not know: {other}"),
    }
}

fn counts_or_null(value: &Value) -> Option<usize> {
    (!value.is_null()).then(|| count(value))
}

#[test]
fn early_stopping_stops_and_restores_where_keras_does() {
    let fixture = read("callbacks.json");
    let cases = list(&fixture["early_stopping"]);
    let (mut stopped, mut restored) = (0, 0);
    for (index, case) in cases.iter().enumerate() {
        let (config, values) = (&case["config"], &case["values"]);
        let stopping = EarlyStopping::new()
            .mode(direction(config))
            .patience(count(&config["patience"]))
            .min_delta(number(&config["min_delta"]) as f32)
            .restore_best_weights(config["restore_best_weights"] == Value::Bool(true))
            .start_from_epoch(count(&config["start_from_epoch"]));
        let stopping = match &config["baseline"] {
            Value::Null => stopping,
            baseline => stopping.baseline(number(baseline) as f32),
        };
        let mut watched = Watched {
            stopping,
            waits: Vec::new(),
            best_epochs: Vec::new(),
        };
        let (history, weight) = train(values, &mut watched, None);

        let place = format!("case {index}: EarlyStopping{config} on {values}");
        let stop = counts_or_null(&case["stopped_epoch"]);
        let waits = json::counts(&case["wait"]);
        assert_eq!(
            watched.waits, waits,
            "wait after each epoch, got and expected, in {place}"
        );
        let best = json::counts(&case["best_epoch"]);
        let got = watched.best_epochs;
        assert_eq!(
            got, best,
            "best epoch after each, got and expected, in {place}"
        );
        let got = watched.stopping.stopped_epoch();
        assert_eq!(got, stop, "stopped epoch, got and expected, in {place}");
        let epochs = history.epochs().len();
        assert_eq!(epochs, waits.len(), "epochs, got and expected, in {place}");
        let restore = counts_or_null(&case["restored_epoch"]);
        let expected = restore.unwrap_or(epochs - 1) as f32;
        let text = "epoch whose weights are there at the end, got and expected, in";
        assert_eq!(weight, expected, "{text} {place}");
        stopped += usize::from(stop.is_some());
        restored += usize::from(restore.is_some());
    }
    let count = cases.len();
    println!("{count} cases of EarlyStopping, {stopped} that stop, {restored} that restore");
    assert!(
        stopped > 20 && restored > 20,
        "the fixture's cases do nothing"
    );
}

#[test]
fn reduce_lr_on_plateau_reduces_where_keras_does() {
    let fixture = read("callbacks.json");
    let cases = list(&fixture["reduce_lr_on_plateau"]);
    let mut reductions = 0;
    for (index, case) in cases.iter().enumerate() {
        let (config, values) = (&case["config"], &case["values"]);
        let reduce = ReduceLROnPlateau::new()
            .mode(direction(config))
            .factor(number(&config["factor"]))
            .patience(count(&config["patience"]))
            .min_delta(number(&config["min_delta"]) as f32)
            .cooldown(count(&config["cooldown"]))
            .min_lr(number(&config["min_lr"]) as f32);
        let mut rates = Rates::default();
        train(values, reduce, Some(&mut rates));

        let place = format!("case {index}: ReduceLROnPlateau{config} on {values}");
        for (what, expected, got) in [
            ("rate after each epoch", &case["lr"], &rates.after),
            ("logged rate", &case["logged"], &rates.logged),
        ] {
            // To the last bit: rates that are off by one would reach `min_lr` in another epoch.
            let expected: Vec<f32> = numbers(expected).iter().map(|rate| *rate as f32).collect();
            assert_eq!(*got, expected, "{what}, got and expected, in {place}");
        }
        let pairs = rates.after.iter().zip(&rates.logged);
        reductions += pairs.filter(|(after, before)| after < before).count();
    }
    println!(
        "{} cases of ReduceLROnPlateau, {reductions} reductions",
        cases.len()
    );
    assert!(reductions > 50, "the fixture's cases do nothing");
}

#[test]
fn a_callback_that_is_used_again_begins_anew() {
    let mut stopping = EarlyStopping::new().patience(2).restore_best_weights(true);
    let values = serde_json::json!([1.0, 0.5, 0.6, 0.7, 0.8]);
    for round in ["first", "second"] {
        let (history, weight) = train(&values, &mut stopping, None);
        assert_eq!(history.epochs(), [0, 1, 2, 3], "epochs of the {round} fit");
        assert_eq!(weight, 1.0, "restored epoch of the {round} fit");
        assert_eq!(stopping.stopped_epoch(), Some(3), "stop of the {round} fit");
    }
    let mut reduce = ReduceLROnPlateau::new().patience(1).factor(0.5).cooldown(3);
    let values = serde_json::json!([1.0, 1.0]);
    for round in ["first", "second"] {
        let mut rates = Rates::default();
        train(&values, &mut reduce, Some(&mut rates));
        assert_eq!(rates.after, [1.0, 0.5], "rates of the {round} fit");
    }
}
