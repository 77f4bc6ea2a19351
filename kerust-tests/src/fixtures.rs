//! Reading the fixtures; see `kerust-tests/reference/README.md` for what they hold.

// A panic is a failed test.
#![allow(clippy::missing_panics_doc, clippy::must_use_candidate)]

use serde_json::Value;

/// The text of the fixture file `name`.
pub fn source(name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/reference/fixtures/{name}");
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"))
}

/// The fixture file `name`.
pub fn read(name: &str) -> Value {
    serde_json::from_str(&source(name)).unwrap_or_else(|e| panic!("{name} is not JSON: {e}"))
}

/// A number; NaN and the infinities are texts.
pub fn number(value: &Value) -> f64 {
    let number = match value.as_str() {
        Some(text) => text.parse().ok(),
        None => value.as_f64(),
    };
    number.unwrap_or_else(|| panic!("{value} is not a number"))
}

/// A number that counts something.
pub fn count(value: &Value) -> usize {
    let count = value.as_u64().and_then(|count| count.try_into().ok());
    count.unwrap_or_else(|| panic!("{value} is not a count"))
}

/// A text.
pub fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is not a text"))
}

/// A list.
pub fn list(value: &Value) -> &[Value] {
    let list = value.as_array();
    list.unwrap_or_else(|| panic!("{value} is not a list"))
}

/// A list of numbers.
pub fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

/// A list of counts.
pub fn counts(value: &Value) -> Vec<usize> {
    list(value).iter().map(count).collect()
}
