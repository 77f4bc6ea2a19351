//! Weights as bytes: a model that is a constant of the program.

use super::LayerInfo;
use crate::graph::{self, Weight};
use crate::message::Text;
use crate::tensor::{Vector16, place};

/// Sets all weights of a model, which lie in `vectors`.
///
/// # Panics
/// If the number of bytes is not that of the model's weights.
#[track_caller]
pub const fn fill_from(model: &str, layers: &[LayerInfo], vectors: &mut [Vector16], bytes: &[u8]) {
    let params = super::layer_info::params(layers);
    if bytes.len() != 4 * params {
        let text = Text::new("`").text(model).text("` has ").number(params);
        let text = text.text(" weights in ").number(4 * params);
        let text = text.text(" bytes, not in ").number(bytes.len());
        panic!("{}", text.as_str());
    }
    let (mut numbers, mut vectors) = (bytes.as_chunks().0, vectors);
    let mut layer = 0;
    while layer < layers.len() {
        let weights = layers[layer].weights;
        let (own, others) = vectors.split_at_mut(graph::vectors(weights));
        numbers = fill_layer(weights, own, numbers);
        vectors = others;
        layer += 1;
    }
}

/// Sets the arrays of one layer, last axis fastest, and returns the remaining numbers.
const fn fill_layer<'a>(
    weights: &[Weight],
    vectors: &mut [Vector16],
    mut numbers: &'a [[u8; 4]],
) -> &'a [[u8; 4]] {
    let (mut first, mut array) = (0, 0);
    while array < weights.len() {
        let (rows, columns) = (weights[array].rows(), weights[array].columns());
        let mut row = 0;
        while row < rows {
            let mut column = 0;
            while column < columns {
                let [a, b, c, d] = numbers[row * columns + column];
                let bits = a as u32 | (b as u32) << 8 | (c as u32) << 16 | (d as u32) << 24;
                let (vector, place) = place(rows, row, column);
                vectors[first + vector][place] = f32::from_bits(bits);
                column += 1;
            }
            row += 1;
        }
        numbers = numbers.split_at(rows * columns).1;
        first += weights[array].vectors();
        array += 1;
    }
    numbers
}
