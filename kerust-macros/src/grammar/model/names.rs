//! Keras' names of layers: `dense`, `dense_1`, `max_pooling2d`.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Error, Result};

use super::ast::Layer;

/// The name of each layer, in order: the one that it is given, or one by its kind.
pub fn layers(layers: &[Layer]) -> Vec<String> {
    let mut counts = HashMap::new();
    (layers.iter())
        .map(|layer| {
            if let Some(name) = &layer.name {
                return name.unraw().to_string();
            }
            let name = snake_case(&layer.kind());
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

/// A check of the layers' names.
///
/// # Errors
/// If one would hide a function of the model, or if two layers have the same one.
pub fn check(all: &[Layer]) -> Result<()> {
    let names = layers(all);
    for (index, (layer, name)) in all.iter().zip(&names).enumerate() {
        let text = match &layer.name {
            _ if is_taken(name) && layer.name.is_none() => {
                let kind = layer.kind();
                format!(
                    "a layer named `{kind}` would hide a function of the model; give it another name with `name = my_{}`",
                    snake_case(&kind)
                )
            }
            Some(_) if is_taken(name) => {
                format!(
                    "a layer named `{name}` would hide a function of the model; give it another name"
                )
            }
            Some(_)
                if names
                    .iter()
                    .enumerate()
                    .any(|(other, same)| other != index && same == name) =>
            {
                format!("two layers are named `{name}`")
            }
            _ => continue,
        };
        return Err(Error::new(
            layer.name.as_ref().map_or(layer.first(), Ident::span),
            text,
        ));
    }
    Ok(())
}

/// Whether a layer of this name would hide a function of the model.
fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name) || ["self", "super", "crate"].contains(&name)
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
        let all = [
            "Dense<4, 4>",
            "Dropout(0.5)",
            "Dense<4, 4>(name = head)",
            "Dense<4, 4>",
        ];
        let all = all.map(|layer| syn::parse_str(layer).expect("a layer"));
        assert_eq!(layers(&all), ["dense", "dropout", "head", "dense_1"]);
    }
}
