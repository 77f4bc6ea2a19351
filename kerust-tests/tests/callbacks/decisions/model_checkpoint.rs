use std::fs;
use std::path::Path;

use kerust::prelude::*;
use serde_json::Value;

use super::Decisions;
use crate::script::{Listener, direction, some, train, train_batches};
use kerust_tests::fixtures::{count, counts, list, number, text};

/// The numbers in the names of the files, in order: `1_2` is 0 and 1, counted from 0.
fn saved(folder: &Path) -> Vec<Vec<usize>> {
    let names = fs::read_dir(folder).expect("a folder");
    let names = names.map(|entry| entry.expect("a file").file_name().into_string());
    let mut saved: Vec<Vec<_>> = names
        .map(|name| {
            let name = name.expect("a name in UTF-8");
            let parts = name.split('_');
            parts
                .map(|part| part.parse::<usize>().expect("a number") - 1)
                .collect()
        })
        .collect();
    saved.sort();
    saved
}

fn bits(value: Option<f32>) -> Option<u32> {
    value.map(|value| if value.is_nan() { f32::NAN } else { value }.to_bits())
}

/// Which epochs are saved with `save_best_only`, and which value is the best in the end.
pub fn compare(cases: &Value) -> Decisions {
    Decisions::of("`ModelCheckpoint`", cases, |decisions, case| {
        let folder = tempfile::tempdir().expect("a folder");
        let config = &case["config"];
        let mut checkpoint = ModelCheckpoint::new(folder.path().join("{epoch}"))
            .save_best_only(true)
            .mode(direction(config));
        if let Some(threshold) = some(&config["initial_value_threshold"], number) {
            checkpoint = checkpoint.initial_value_threshold(threshold as f32);
        }
        train(case, &mut checkpoint, Listener::default());
        let (saved, expected) = (saved(folder.path()), counts(&case["saved_epochs"]));
        for epoch in 0..list(&case["values"]).len() {
            let (got, expected) = (saved.contains(&vec![epoch]), expected.contains(&epoch));
            decisions.same(&format!("epoch {epoch} is saved"), got, expected);
        }
        let best = list(&case["best"]).last().expect("epochs");
        let best = some(best, |best| number(best) as f32);
        decisions.same("best value", bits(checkpoint.best()), bits(best));
    })
}

/// After which batches is saved with `save_freq`, of all or of the best.
pub fn compare_batches(cases: &Value) -> Decisions {
    Decisions::of(
        "`ModelCheckpoint(save_freq = n)`",
        cases,
        |decisions, case| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("{epoch}_{batch}");
            let config = &case["config"];
            let best = match text(&config["monitor"]) {
                "loss" => batches(case, ModelCheckpoint::new(path).monitor::<loss>()),
                _ => batches(case, ModelCheckpoint::new(path).monitor::<val_loss>()),
            };
            let expected: Vec<_> = list(&case["saved"]).iter().map(counts).collect();
            let saved = saved(folder.path());
            for (epoch, weights) in list(&case["weights"]).iter().enumerate() {
                for batch in 0..list(weights).len() {
                    let at = vec![epoch, batch];
                    let (got, expected) = (saved.contains(&at), expected.contains(&at));
                    let what = format!("batch {batch} of epoch {epoch} is saved");
                    decisions.same(&what, got, expected);
                }
            }
            let expected = some(&case["best"], |best| number(best) as f32);
            decisions.same("best value", bits(best), bits(expected));
        },
    )
}

fn batches<Q>(case: &Value, checkpoint: ModelCheckpoint<Q>) -> Option<f32>
where
    Q: kerust::contract::Monitor<Word = Q, Output = kerust::contract::AllOutputs>
        + kerust::contract::MeasuredBy<(), ()>,
    Q: kerust::contract::MeasuredWith<kerust::contract::Validation>,
{
    let config = &case["config"];
    let mut checkpoint = checkpoint
        .save_best_only(config["save_best_only"] == Value::Bool(true))
        .mode(direction(config))
        .save_freq(count(&config["save_freq"]));
    if let Some(threshold) = some(&config["initial_value_threshold"], number) {
        checkpoint = checkpoint.initial_value_threshold(threshold as f32);
    }
    train_batches(case, &mut checkpoint, Listener::default()).expect("good data");
    checkpoint.best()
}
