//! What Keras printed.

use std::time::Duration;

use serde_json::Value;

pub fn cases() -> Vec<Value> {
    kerust_tests::fixtures::read("progress.json")["cases"]
        .as_array()
        .unwrap()
        .clone()
}

pub fn case(name: &str) -> Value {
    let found = cases().into_iter().find(|case| case["name"] == name);
    found.unwrap()
}

pub fn time(event: &Value) -> Duration {
    Duration::from_secs_f64(event["at"].as_f64().unwrap())
}

pub fn logs(event: &Value) -> Vec<(&'static str, f64)> {
    let pairs = event["logs"].as_array().unwrap().iter();
    let number = |value: &Value| match value.as_str() {
        Some(text) => text.parse().unwrap(),
        None => value.as_f64().unwrap(),
    };
    pairs
        .map(|pair| {
            (
                &*pair[0].as_str().unwrap().to_string().leak(),
                number(&pair[1]),
            )
        })
        .collect()
}

/// All text of a case, with the loss that `net` has.
pub fn expected(case: &Value) -> String {
    let events = case["events"].as_array().unwrap().iter();
    let text: String = events
        .map(|event| event["text"].as_str().unwrap())
        .collect();
    text.replace("loss: 1.2500", "loss: 0.6931")
        .replace("val_loss: 2.0000", "val_loss: 0.6931")
}

pub fn without_codes(text: &str) -> String {
    let mut text = text.replace(['\x08', '\r'], "");
    for code in ["\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"] {
        text = text.replace(code, "");
    }
    text
}
