//! What the callback logs, beside what Keras' logged: `keras.json`.

use std::fs;
use std::path::{Path, PathBuf};

use kerust::prelude::*;
use serde_json::{Value, json};

use super::cases::{CASES, data, net, only_file, run};
use super::decoder::{Event, events};

/// An empty folder for a case, which stays for `kerust-tests/tensorboard/run`.
fn folder(case: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tensorboard/cases");
    let _ = fs::remove_dir_all(folder.join(case));
    folder.join(case)
}

fn logged(logs: &Path, folder: &str) -> Vec<Event> {
    let folder = logs.join(folder);
    if folder.exists() {
        events(&only_file(&folder))
    } else {
        Vec::new()
    }
}

fn near(got: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().unwrap();
    let distance = (got - expected).abs();
    assert!(
        distance <= 1e-5 * expected.abs().max(1e-2),
        "{what}: {got}, not {expected}"
    );
}

/// One event of ours and one of Keras': folder, tag, plugin, step, numbers.
fn compare(event: &Event, expected: &Value, what: &str) {
    if expected[1] == "graph_keras_model" {
        assert_eq!(
            (event.tag.as_str(), event.plugin.as_str()),
            ("summary", "text")
        );
        return;
    }
    assert_eq!(
        json!([event.tag, event.plugin, event.step]),
        json!(expected.as_array().unwrap()[..3]),
        "{what}"
    );
    if event.plugin == "histograms" {
        assert_eq!(event.shape, [30, 3]);
        near(event.numbers[0], &expected[3], what);
        near(event.numbers[88], &expected[4], what);
        let count: f64 = event.numbers.iter().skip(2).step_by(3).sum();
        assert_eq!(Some(count), expected[5].as_f64(), "{what}");
    } else if event.tag.ends_with("steps_per_second") {
        assert!(event.numbers[0] > 0.0);
    } else {
        assert!(event.shape.is_empty());
        near(event.numbers[0], &expected[3], what);
    }
}

#[test]
fn tags_steps_and_numbers_are_those_of_keras() {
    let keras: Value =
        serde_json::from_str(include_str!("../../../tensorboard/keras.json")).unwrap();
    for case in CASES {
        let logs = folder(case);
        let history = run(case, &logs);
        let values: Vec<_> = history
            .iter()
            .map(|(name, v)| (name.to_string(), json!(v)))
            .collect();
        let values = Value::Object(values.into_iter().collect());
        fs::write(logs.with_extension("json"), values.to_string()).unwrap();
        for folder in ["train", "validation"] {
            let expected = keras[case][folder].as_array().unwrap();
            let events = logged(&logs, folder);
            for (event, expected) in events.iter().zip(expected) {
                let what = format!("{case}, {folder}: {} {}", event.tag, event.step);
                compare(event, expected, &what);
            }
            assert_eq!(events.len(), expected.len(), "{case}, {folder}");
        }
        for (name, values) in &history {
            let (folder, key) = match name.strip_prefix("val_") {
                Some(key) => ("validation", key),
                None => ("train", name),
            };
            // What `ReduceLROnPlateau` has changed, it notes as it was before.
            if key == "learning_rate" {
                continue;
            }
            for event in logged(&logs, folder) {
                if event.tag == format!("epoch_{key}") {
                    let value = f64::from(values[event.step as usize]);
                    assert_eq!(event.numbers, [value], "{case}: {name}");
                }
            }
        }
    }
}

#[test]
fn the_table_is_a_text() {
    let logs = tempfile::tempdir().unwrap();
    run("epoch", logs.path());
    let table = &logged(logs.path(), "train")[0];
    assert_eq!(table.text, format!("```\n{}```", net().summary()));
}

#[test]
fn each_fit_begins_new_files_and_updates_go_on() {
    let logs = tempfile::tempdir().unwrap();
    let (mut net, (x, y)) = (net(), data());
    let mut board = TensorBoard::new(logs.path()).update_freq(UpdateFreq::Batch);
    for _ in 0..2 {
        fit!(
            net,
            &x,
            &y,
            batch_size = 5,
            verbose = 0,
            validation_split = 0.5,
            callbacks = [&mut board]
        )
        .unwrap();
    }
    let steps = |folder: &str, tag: &str| {
        let mut files: Vec<_> = fs::read_dir(logs.path().join(folder))
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        let steps = |file: &PathBuf| -> Vec<u64> {
            let events = events(file).into_iter();
            events
                .filter(|event| event.tag == tag)
                .map(|event| event.step)
                .collect()
        };
        files.iter().map(steps).collect::<Vec<_>>()
    };
    assert_eq!(steps("train", "batch_loss"), [[1], [1]]);
    assert_eq!(steps("validation", "epoch_loss"), [[0], [0]]);
    let mut updates = steps("validation", "evaluation_loss_vs_iterations");
    updates.sort();
    assert_eq!(updates, [[1], [2]]);
}

/// Counts the events that are in the files when an epoch has ended.
struct Watcher<'a>(&'a Path, &'a mut Vec<usize>);

impl<'a> Watcher<'a> {
    fn new(logs: &'a Path, seen: &'a mut Vec<usize>) -> Self {
        Watcher(logs, seen)
    }
}

impl<M: Model> Callback<M> for Watcher<'_> {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        _: usize,
        _: &mut Logs,
        _: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        self.1
            .push(logged(self.0, "train").len() + logged(self.0, "validation").len());
        Ok(())
    }
}

#[test]
fn after_each_epoch_all_is_in_the_files() {
    let logs = tempfile::tempdir().unwrap();
    let (mut net, (x, y), mut seen) = (net(), data(), Vec::new());
    fit!(
        net,
        &x,
        &y,
        epochs = 3,
        verbose = 0,
        validation_split = 0.5,
        callbacks = [
            TensorBoard::new(logs.path()),
            Watcher(logs.path(), &mut seen)
        ],
    )
    .unwrap();
    // The table, then each epoch three numbers of the training and four of the validation.
    assert_eq!(seen, [8, 15, 22]);
}
