//! Weights as bytes: a model that is a constant of the program.

use crate::graph::Weight;
use crate::message::Text;
use crate::tensor::{Vector16, place};

/// The chunks of four bytes, one for each number.
///
/// # Panics
/// If their number is not that of the model's weights.
#[track_caller]
#[must_use]
pub const fn numbers<'a>(model: &str, params: usize, bytes: &'a [u8]) -> &'a [[u8; 4]] {
    if bytes.len() != 4 * params {
        let text = Text::new("`").text(model).text("` has ").number(params);
        let text = text.text(" weights in ").number(4 * params);
        let text = text.text(" bytes, not in ").number(bytes.len());
        panic!("{}", text.as_str());
    }
    bytes.as_chunks().0
}

/// Sets the arrays of one layer, last axis fastest, and returns the remaining numbers.
#[must_use]
pub const fn fill_from<'a>(
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
