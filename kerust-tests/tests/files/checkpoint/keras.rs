//! What Keras saved, a `fit` for each epoch; the same in one `fit` is in `callbacks/decisions`.

use std::fs;
use std::path::PathBuf;

use kerust::callbacks::ModelCheckpoint;
use kerust::prelude::*;
use serde_json::Value;

use super::net::{Script, X, Y, net};

fn number(value: &Value) -> Option<f32> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.parse().unwrap()),
        value => Some(value.as_f64().unwrap() as f32),
    }
}

fn cases() -> Vec<Value> {
    let fixtures = kerust_tests::fixtures::read("callbacks.json");
    fixtures["model_checkpoint"].as_array().unwrap().clone()
}

/// The checkpoint of a case.
fn checkpoint(case: &Value, path: PathBuf) -> ModelCheckpoint<val_loss> {
    let checkpoint = ModelCheckpoint::new(path).save_best_only(true).mode(
        match case["config"]["mode"].as_str() {
            Some("max") => Direction::Max,
            _ => Direction::Min,
        },
    );
    match number(&case["config"]["initial_value_threshold"]) {
        Some(threshold) => checkpoint.initial_value_threshold(threshold),
        None => checkpoint,
    }
}

fn same(one: Option<f32>, other: Option<f32>) -> bool {
    one.map(f32::to_bits) == other.map(f32::to_bits)
        || (one.is_some_and(f32::is_nan) && other.is_some_and(f32::is_nan))
}

#[test]
fn the_best_value_is_that_of_keras_and_outlives_a_fit() {
    for case in cases() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("best");
        let mut checkpoint = checkpoint(&case, path.clone());
        let saved = case["saved_epochs"].as_array().unwrap();
        let mut net = net();
        for (epoch, value) in case["values"].as_array().unwrap().iter().enumerate() {
            net.fit(&X, &Y)
                .validation_data(&X, &Y)
                .callback(Script {
                    name: "val_loss",
                    values: vec![number(value)],
                })
                .callback(&mut checkpoint)
                .run()
                .unwrap();
            let saves = saved.iter().any(|saved| *saved == epoch);
            assert_eq!(path.exists(), saves, "{epoch} {case}");
            if saves {
                fs::remove_file(&path).unwrap();
            }
            let best = number(&case["best"][epoch]);
            assert!(same(checkpoint.best(), best), "{epoch} {case}");
        }
    }
}
