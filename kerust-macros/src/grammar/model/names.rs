//! Keras' names of layers: `dense`, `dense_1`, `max_pooling2d`.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};

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

/// The field and the function with this name; a keyword is written raw.
pub fn field(name: &str) -> Ident {
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}

/// The functions of every model, which a layer's weights would hide.
const TAKEN: [&str; 21] = [
    "new",
    "with_rng",
    "init",
    "init_with",
    "copy_from",
    "vectors",
    "vectors_mut",
    "work",
    "forward",
    "outputs",
    "outputs_and_gradient",
    "backward",
    "predict",
    "predict_batch",
    "summary",
    "get_weights",
    "set_weights",
    "set_weights_skip_mismatch",
    "copy_weights_from",
    "copy_weights_by_name",
    "clone",
];

/// Whether a layer of this kind would hide a function of the model.
pub fn is_taken(kind: &str) -> bool {
    let name = snake_case(kind);
    TAKEN.contains(&name.as_str()) || ["self", "super", "crate"].contains(&name.as_str())
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
