//! The files of `CSVLogger`, byte for byte as Keras writes them.

use std::fs;

use kerust::Error;
use kerust::history::Logs;
use kerust::prelude::*;
use serde_json::Value;

use super::script::{Line, some};
use kerust_tests::fixtures::{list, number, read, text};

/// Replaces the logs by those of the case.
fn script(epochs: &[Value]) -> impl Callback<Line, Monitor = ()> {
    LambdaCallback::<Line>::new().on_epoch_end(|epoch, logs: &mut Logs, _| {
        logs.clear();
        for (name, value) in epochs[epoch].as_object().expect("logs") {
            // Names of logs are those of types, and never freed.
            logs.set(name.clone().leak(), number(value) as f32);
        }
    })
}

fn fit(epochs: &[Value], logger: &mut CSVLogger) -> Result<History, Error> {
    let mut line = compile!(Line::new(0), optimizer = SGD, loss = mse);
    let (x, y) = ([[0.0f32]], [0.0f32]);
    fit!(
        line,
        &x,
        &y,
        epochs = epochs.len(),
        callbacks = [script(epochs), logger],
        verbose = 0
    )
}

#[test]
fn the_file_is_that_of_keras() {
    let fixture = read("callback_runs.json");
    for case in list(&fixture["csv_logger"]) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log.csv");
        if let Some(before) = some(&case["before"], |before| text(before).to_string()) {
            fs::write(&path, before).expect("a file");
        }
        let separator = text(&case["separator"])
            .chars()
            .next()
            .expect("a separator");
        let mut logger = CSVLogger::new(&path)
            .separator(separator)
            .append(case["append"] == Value::Bool(true));
        for epochs in list(&case["fits"]) {
            fit(list(epochs), &mut logger).expect("good data");
        }
        let got = fs::read_to_string(&path).expect("a file");
        assert_eq!(got, text(&case["text"]), "got and expected, {case}");
    }
}

#[test]
fn what_is_written_is_there_after_each_epoch() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.csv");
    let lines = |_: usize, _: &mut Logs, training: &mut Training<'_, Line>| {
        let text = fs::read_to_string(&path).expect("a file");
        training.note(text.lines().count().to_string());
    };
    let mut line = compile!(Line::new(0), optimizer = SGD, loss = mse);
    let mut counts = Vec::new();
    fit!(
        line,
        &[[0.0f32]],
        &[0.0f32],
        epochs = 3,
        verbose = 0,
        callbacks = [
            CSVLogger(&path),
            LambdaCallback(on_epoch_end = lines),
            LambdaCallback(on_epoch_end = |_, _, training| counts.extend(training.take_notes())),
        ],
    )
    .expect("good data");
    assert_eq!(counts, ["2", "3", "4"]);
}

#[test]
fn what_cannot_be_written_is_an_error_before_the_first_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let epochs = [serde_json::json!({ "loss": 1.0 })];
    let path = folder.path().join("missing/log.csv");
    let error = fit(&epochs, &mut CSVLogger::new(&path)).unwrap_err();
    let start = format!("cannot write `{}`: ", path.display());
    assert!(error.to_string().starts_with(&start), "{error}");
    assert!(matches!(error, Error::File { .. }));

    let path = folder.path().join("log.csv");
    let error = fit(&epochs, &mut CSVLogger::new(&path).separator('\n')).unwrap_err();
    let text = "the `separator` of `CSVLogger` is neither a quote nor the end of a line";
    assert_eq!(error.to_string(), text);
    assert!(!path.exists());
}

/// A disk without room, where there is one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let epochs = [serde_json::json!({ "loss": 1.0 })];
    let error = fit(&epochs, &mut CSVLogger::new("/dev/full")).unwrap_err();
    assert!(
        error.to_string().starts_with("cannot write `/dev/full`: "),
        "{error}"
    );
}
