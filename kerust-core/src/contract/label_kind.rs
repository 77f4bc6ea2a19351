use zerocopy::FromZeros;

use super::Whole;
use crate::math;
use crate::metrics::Argmax;
use crate::shape::Shape;

/// A kind of labels: what a loss compares outputs with.
pub trait LabelKind: Sized + Send + Sync + 'static {
    /// What outputs are compared with: a class (`usize`), or numbers (`[f32]`).
    type Target: ?Sized;

    /// Room in which a label is turned into a target for outputs of shape `Out`.
    type Scratch<Out: Shape>: FromZeros;

    /// The class that `class_weight` weighs the row by, as in Keras: of a row of numbers the place of the
    /// largest, of one number the nearest whole one, of halves the even one. `None` if it has none.
    fn class(target: &Self::Target) -> Option<i128>;

    /// How many classes there can be where the last axis of the outputs has `width` numbers; `None` if
    /// any whole number can be one.
    fn classes(width: usize) -> Option<usize>;
}

/// Labels like the outputs: rows of numbers, or one number where there is one output.
#[derive(Clone, Copy, Debug)]
pub enum Numbers {}

/// Labels of 0 and 1, or probabilities: a number for each output, or one number where there is one output.
#[derive(Clone, Copy, Debug)]
pub enum Bits {}

/// Rows with a 1 at the place of the class, or with a probability for each class.
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
                    // What is more than an `i128` is no class.
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
