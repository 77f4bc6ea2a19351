//! Trainings whose values are written in a script.

use kerust::contract::Validation;
use kerust::fit::Attached;
use kerust::history::Logs;
use kerust::prelude::*;
use serde_json::Value;

use kerust_tests::fixtures::{list, number, numbers};

model! { pub struct Line < Dense<1, 1> > }

pub fn floats(values: &Value) -> Vec<f32> {
    numbers(values).iter().map(|value| *value as f32).collect()
}

pub fn direction(config: &Value) -> Direction {
    match config["mode"].as_str() {
        Some("min") => Direction::Min,
        Some("max") => Direction::Max,
        other => panic!("a mode that this test does not know: {other:?}"),
    }
}

/// `null` is no number.
pub fn some<T>(value: &Value, read: impl Fn(&Value) -> T) -> Option<T> {
    (!value.is_null()).then(|| read(value))
}

/// Gives `val_loss` a value an epoch, or takes it away; the weight becomes the epoch.
struct Epochs(Vec<Option<f32>>);

impl Callback<Line> for Epochs {
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
        if let Some(value) = self.0[epoch] {
            logs.set("val_loss", value);
        }
        Ok(())
    }
}

/// Trains with a case's `values` for `val_loss`, after every `validation_freq` epochs, and with
/// `callbacks` after them; the history, and the weight at the end.
pub fn train<'a, C, D>(case: &Value, callback: C, after: D) -> (History, f32)
where
    C: Callback<Line, Monitor = val_loss> + 'a,
    D: Callback<Line, Monitor = ()> + 'a,
{
    let values = list(&case["values"]).iter();
    let values: Vec<_> = values
        .map(|value| some(value, |value| number(value) as f32))
        .collect();
    let mut line = compile!(
        Line::new(0),
        optimizer = SGD(learning_rate = 1.0),
        loss = mse
    );
    let (epochs, script) = (values.len(), Epochs(values));
    // Zeros have no gradient, so the weight is what the script made of it.
    let (x, y) = ([[0.0f32]], [0.0f32]);
    let validation_freq = case["validation_freq"].as_u64().unwrap_or(1) as usize;
    let history = fit!(
        line,
        &x,
        &y,
        epochs = epochs,
        validation_data = (&x, &y),
        validation_freq = validation_freq,
        callbacks = [script, callback, after],
        verbose = 0,
    );
    let weight = line.model().dense().kernel()[[0, 0]];
    (history.expect("good data"), weight)
}

/// Gives each batch the weight of the script, and so the loss of its square.
struct Batches {
    epoch: usize,
    weights: Vec<Vec<f32>>,
}

impl Callback<Line> for Batches {
    type Monitor = ();

    fn on_epoch_begin(&mut self, epoch: usize, _: &mut Training<'_, Line>) -> kerust::Result<()> {
        self.epoch = epoch;
        Ok(())
    }

    fn on_train_batch_begin(
        &mut self,
        batch: usize,
        training: &mut Training<'_, Line>,
    ) -> kerust::Result<()> {
        let weight = self.weights[self.epoch][batch];
        training.model().dense_mut().kernel().set([weight]);
        training.model().dense_mut().bias().set([0.0]);
        Ok(())
    }
}

/// Trains with a case's `weights`, and with `callback` and `after` after them.
pub fn train_batches<'a, C, D>(case: &Value, callback: C, after: D) -> kerust::Result<History>
where
    C: Attached<Line, Validation, mse, (), ()> + 'a,
    D: Callback<Line, Monitor = ()> + 'a,
{
    let weights: Vec<_> = list(&case["weights"]).iter().map(floats).collect();
    let mut line = compile!(
        Line::new(0),
        optimizer = SGD(learning_rate = 0.0),
        loss = mse
    );
    let (epochs, batches) = (weights.len(), weights[0].len());
    let (x, y) = (vec![[1.0f32]; batches], vec![0.0f32; batches]);
    let script = Batches { epoch: 0, weights };
    fit!(
        line,
        &x,
        &y,
        epochs = epochs,
        batch_size = 1,
        validation_data = (&[[0.0f32]], &[0.0f32]),
        callbacks = [script, callback, after],
        verbose = 0,
    )
}

/// Takes what callbacks say, and sees how far a training came.
#[derive(Default)]
pub struct Listener {
    pub notes: Vec<String>,
    pub last: Option<(usize, usize)>,
    epoch: usize,
}

impl Callback<Line> for Listener {
    type Monitor = ();

    fn on_epoch_begin(&mut self, epoch: usize, _: &mut Training<'_, Line>) -> kerust::Result<()> {
        self.epoch = epoch;
        Ok(())
    }

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        _: &Logs,
        _: &mut Training<'_, Line>,
    ) -> kerust::Result<()> {
        self.last = Some((self.epoch, batch));
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, Line>) -> kerust::Result<()> {
        self.notes = training.take_notes();
        Ok(())
    }
}
