use zerocopy::FromZeros;

use super::Whole;
use crate::samples::Argmax;
use crate::simd::math;
use crate::tensor::Shape;

/// A kind of labels, which decides the targets that a loss compares outputs with.
pub trait LabelKind: Sized + Send + Sync + 'static {
    /// The target: a class (`usize`), or numbers (`[f32]`).
    type Target: ?Sized;

    /// The memory in which a label is converted to a target for outputs of shape `Out`.
    type Scratch<Out: Shape>: FromZeros;

    /// The class that decides the row's `class_weight`, as in Keras: the index of the largest of several
    /// numbers, or the whole number nearest to a single one, where halves are rounded to even. `None` if
    /// there is none.
    fn class(target: &Self::Target) -> Option<i128>;

    /// The number of possible classes if the last axis of the outputs has `width` numbers; `None` if any
    /// whole number can be a class.
    fn classes(width: usize) -> Option<usize>;
}

/// Labels like the outputs: rows of numbers, or one number for a single output.
#[derive(Clone, Copy, Debug)]
pub enum Numbers {}

/// Labels of 0 and 1, or probabilities: a number for each output, or one number for a single output.
#[derive(Clone, Copy, Debug)]
pub enum Bits {}

/// One-hot rows, with a 1 at the index of the class, or rows with a probability for each class.
#[derive(Clone, Copy, Debug)]
pub enum OneHot {}

/// The number of a class, counted from 0.
#[derive(Clone, Copy, Debug)]
pub enum Classes {}

macro_rules! rows_of_numbers {
    ($($kind:ident: |$width:ident| $classes:expr;)*) => {$(
        impl LabelKind for $kind {
            type Target = [f32];
            type Scratch<Out: Shape> = Out::Row;

            fn class(target: &[f32]) -> Option<i128> {
                match target {
                    // A number too large for an `i128` is not a class.
                    #[allow(clippy::cast_possible_truncation)]
                    [number] => number.is_finite().then(|| math::round(*number) as i128),
                    _ => Some(target.argmax().whole()),
                }
            }

            fn classes($width: usize) -> Option<usize> {
                $classes
            }
        }
    )*};
}

rows_of_numbers! {
    Numbers: |width| (width > 1).then_some(width);
    Bits: |width| Some(width.max(2));
    OneHot: |width| Some(width.max(2));
}

impl LabelKind for Classes {
    type Target = usize;
    type Scratch<Out: Shape> = usize;

    fn class(class: &usize) -> Option<i128> {
        Some(class.whole())
    }

    fn classes(width: usize) -> Option<usize> {
        Some(width)
    }
}
