//! Keras' names of layers: `dense`, `dense_1`, `max_pooling2d`.

use std::collections::HashMap;

/// A name for each kind of layer, in order.
pub fn layers<'a>(kinds: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts = HashMap::new();
    kinds
        .map(|kind| {
            let name = snake_case(kind);
            let count = counts.entry(name.clone()).or_insert(0);
            *count += 1;
            match *count {
                1 => name,
                count => format!("{name}_{}", count - 1),
            }
        })
        .collect()
}

/// Keras' rule: an underscore before a capital that begins a word, and between a small letter and
/// a capital.
fn snake_case(kind: &str) -> String {
    let letters: Vec<char> = kind.chars().collect();
    let mut name = String::new();
    for (i, letter) in letters.iter().enumerate() {
        if i > 0 && letter.is_ascii_uppercase() {
            let begins_word = letters.get(i + 1).is_some_and(char::is_ascii_lowercase);
            if begins_word || letters[i - 1].is_ascii_lowercase() {
                name.push('_');
            }
        }
        name.extend(letter.to_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_keras_names_them() {
        for (kind, name) in [
            ("Dense", "dense"),
            ("Conv2D", "conv2d"),
            ("MaxPooling2D", "max_pooling2d"),
            ("BatchNormalization", "batch_normalization"),
            ("PReLU", "p_re_lu"),
            ("LSTM", "lstm"),
            ("SimpleRNN", "simple_rnn"),
        ] {
            assert_eq!(snake_case(kind), name);
        }
        let kinds = ["Dense", "Dropout", "Dense", "Dense"];
        let names = ["dense", "dropout", "dense_1", "dense_2"];
        assert_eq!(layers(kinds.into_iter()), names);
    }
}
