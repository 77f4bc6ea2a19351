use std::fs;

use kerust::formats::ExportHistory;
use kerust::history::History;
use serde_json::{Value, json};

use super::histories::history;

fn csv(history: &History) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.csv");
    history.to_csv(&path).unwrap();
    fs::read_to_string(path).unwrap()
}

fn json(history: &History) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.json");
    history.to_json(&path).unwrap();
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn columns_in_order() {
    let history = history(&[
        (
            "loss",
            &[Some(0.5), Some(1e-7), Some(f32::NAN), Some(f32::INFINITY)],
        ),
        (
            "val_loss",
            &[None, Some(0.25), None, Some(f32::NEG_INFINITY)],
        ),
    ]);
    assert_eq!(
        csv(&history),
        "epoch,loss,val_loss\n0,0.5,\n1,1e-07,0.25\n2,nan,\n3,inf,-inf\n"
    );
    let expected = json!({
        "epoch": [0, 1, 2, 3],
        "loss": [0.5, 1e-7, null, null],
        "val_loss": [null, 0.25, null, null],
    });
    assert_eq!(json(&history), expected);
}

#[test]
fn nothing_and_strange_names() {
    assert_eq!(csv(&History::default()), "epoch\n");
    assert_eq!(json(&History::default()), json!({ "epoch": [] }));
    let strange = history(&[("a,b", &[Some(1.0)]), ("\"q\"\n\\", &[Some(2.0)])]);
    assert_eq!(
        csv(&strange),
        "epoch,\"a,b\",\"\"\"q\"\"\n\\\"\n0,1.0,2.0\n"
    );
    assert_eq!(
        json(&strange),
        json!({ "epoch": [0], "a,b": [1.0], "\"q\"\n\\": [2.0] })
    );
}

#[test]
fn every_digit_is_kept() {
    let values = [
        0.1_f32,
        1.0 / 3.0,
        f32::MIN_POSITIVE,
        f32::MAX,
        16_777_217.0,
    ];
    let text = csv(&history(&[("loss", &values.map(Some))]));
    let read = text
        .lines()
        .skip(1)
        .map(|line| line.split_once(',').unwrap().1.parse().unwrap());
    assert_eq!(read.collect::<Vec<f32>>(), values);
}
