//! What callbacks decide on scripted values, beside Keras; every case is a real `fit`.
//!
//! `cargo test --test callbacks decisions -- --nocapture` shows the table.

mod early_stopping;
mod learning_rate_scheduler;
#[cfg(feature = "safetensors")]
mod model_checkpoint;
mod reduce_lr_on_plateau;
mod terminate_on_nan;

use std::fmt::Debug;

use serde_json::Value;

use kerust_tests::fixtures::{list, read};

/// What was compared of one callback.
struct Decisions {
    callback: &'static str,
    sequences: usize,
    compared: usize,
    differences: Vec<String>,
}

impl Decisions {
    /// Compares all cases of a list of the fixture.
    fn of(callback: &'static str, cases: &Value, compare: impl Fn(&mut Decisions, &Value)) -> Self {
        let mut decisions = Decisions {
            callback,
            sequences: 0,
            compared: 0,
            differences: Vec::new(),
        };
        for case in list(cases) {
            decisions.sequences += 1;
            let before = decisions.differences.len();
            compare(&mut decisions, case);
            for difference in &mut decisions.differences[before..] {
                difference.push_str(&format!(", in {case}"));
            }
        }
        decisions
    }

    /// One decision.
    fn same<T: PartialEq + Debug>(&mut self, what: &str, got: T, expected: T) {
        self.compared += 1;
        if got != expected {
            let text = format!("{what}: got {got:?}, expected {expected:?}");
            self.differences.push(text);
        }
    }

    /// One decision for each element.
    fn all<T: PartialEq + Debug>(&mut self, what: &str, got: &[T], expected: &[T]) {
        self.compared += expected.len();
        if got != expected {
            let text = format!("{what}: got {got:?}, expected {expected:?}");
            self.differences.push(text);
        }
    }

    fn row(&self) -> String {
        let Decisions {
            callback,
            sequences,
            compared,
            differences,
        } = self;
        format!(
            "| {callback} | {sequences} | {compared} | {} |",
            differences.len()
        )
    }
}

#[test]
fn decisions_are_those_of_keras() {
    let fixture = read("callbacks.json");
    let table = [
        early_stopping::compare(&fixture["early_stopping"]),
        reduce_lr_on_plateau::compare(&fixture["reduce_lr_on_plateau"]),
        #[cfg(feature = "safetensors")]
        model_checkpoint::compare(&fixture["model_checkpoint"]),
        #[cfg(feature = "safetensors")]
        model_checkpoint::compare_batches(&fixture["save_freq"]),
        terminate_on_nan::compare(&fixture["terminate_on_nan"]),
        learning_rate_scheduler::compare(&fixture["learning_rate_scheduler"]),
    ];
    println!("| callback | sequences | decisions compared | differences |");
    println!("| --- | --- | --- | --- |");
    for decisions in &table {
        println!("{}", decisions.row());
    }
    let differences: Vec<_> = table.iter().flat_map(|row| &row.differences).collect();
    assert!(differences.is_empty(), "{differences:#?}");
    let sequences: usize = table.iter().map(|row| row.sequences).sum();
    let all = if cfg!(feature = "safetensors") {
        348
    } else {
        268
    };
    assert_eq!(sequences, all, "sequences, got and expected");
}
