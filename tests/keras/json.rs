//! Reading the fixtures; see `tests/reference/README.md` for what they hold.

use serde_json::Value;

/// The fixture file `name`.
pub fn read(name: &str) -> Value {
    let path = format!(
        "{}/tests/reference/fixtures/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path} is not JSON: {e}"))
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

pub fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is not a text"))
}

pub fn list(value: &Value) -> &[Value] {
    let list = value.as_array();
    list.unwrap_or_else(|| panic!("{value} is not a list"))
}

pub fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

pub fn counts(value: &Value) -> Vec<usize> {
    list(value).iter().map(count).collect()
}
