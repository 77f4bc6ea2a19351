use kerust::prelude::*;
use serde_json::Value;

use super::Decisions;
use super::reduce_lr_on_plateau::Rates;
use crate::script::{Line, Listener, floats};
use kerust_tests::fixtures::{count, list, text};

/// The schedule with this name in `kerust-tests/reference/callback_batches.py`, or the list of its rates.
fn rate(schedule: &Value, epoch: usize, rate: f32) -> f32 {
    match schedule.as_str() {
        None => floats(schedule)[epoch],
        Some("halves") => rate * 0.5,
        Some("falls") => rate - 0.0625,
        Some("stays") => rate,
        Some("steps") if epoch % 3 == 2 => rate * 0.25,
        Some("steps") => rate,
        Some("counts") => epoch as f32,
        Some(other) => panic!("a schedule that this test does not know: {other}"),
    }
}

/// The rates, to the last bit, and what it says.
pub fn compare(cases: &Value) -> Decisions {
    Decisions::of("`LearningRateScheduler`", cases, |decisions, case| {
        let (mut rates, mut listener) = (Rates::default(), Listener::default());
        let mut line = compile!(
            Line::new(0),
            optimizer = SGD(learning_rate = 1.0),
            loss = mse
        );
        let history = fit!(
            line,
            &[[0.0f32]],
            &[0.0f32],
            epochs = count(&case["epochs"]),
            callbacks = [
                LearningRateScheduler(
                    |epoch, now| rate(&case["schedule"], epoch, now),
                    verbose = 1
                ),
                &mut rates,
                &mut listener,
            ],
            verbose = 0,
        );
        history.expect("good data");
        decisions.all("rate of each epoch", &rates.after, &floats(&case["lr"]));
        decisions.all("logged rate", &rates.logged, &floats(&case["logged"]));
        let expected: Vec<_> = list(&case["text"]).iter().map(text).collect();
        let got: Vec<_> = listener.notes.iter().map(|note| &note[..]).collect();
        decisions.all("what it says", &got, &expected);
    })
}
