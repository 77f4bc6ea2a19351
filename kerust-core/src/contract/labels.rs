use zerocopy::FromZeros;

use super::{Number, Whole};
use crate::losses::Loss;
use crate::metrics::Argmax;
use crate::shape::{Image, Row, Sequence, Shape, Vector};
use crate::{Error, math};

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

/// Which labels a loss takes for an output of shape `Out`, by the kind `K` of its labels.
///
/// | kind of labels | output | labels |
/// | --- | --- | --- |
/// | [`Numbers`] | any | rows like the output, of any [`Number`]; one number where it is `Vector<1>` |
/// | [`Bits`] | any | as `Numbers`; whole numbers are 0 and 1 |
/// | [`OneHot`] | any | rows like the output, of any [`Number`]; whole numbers are 0 and 1 |
/// | [`Classes`] | `Vector<N>` | any whole number from 0 to N − 1; `bool` where N is 2 |
#[diagnostic::on_unimplemented(
    message = "loss `{L}` on an output `{Out}` does not take labels of type `{Self}`",
    label = "labels of type `{Self}`",
    note = "`sparse_categorical_crossentropy` takes the number of a class (an integer; `bool` where there are two), other losses rows like the output (`[f32; N]`; also of `f64`, integers and `bool`), or one number where the model has one output"
)]
pub trait LabelFor<L: Loss, Out: Shape, K: LabelKind = <L as Loss>::Labels>: FromZeros {
    /// What the loss compares with. `row` is the label's number, for the error.
    ///
    /// # Errors
    /// If the label is none of the model's classes, and none that `loss` ignores, or a number that is too
    /// large for an `f32`.
    fn target<'a>(
        &'a self,
        loss: &L,
        row: usize,
        scratch: &'a mut K::Scratch<Out>,
    ) -> Result<&'a K::Target, Error>;
}

macro_rules! classes {
    ($([$($size:ident)?] $outputs:tt $label:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<L: Loss<Labels = Classes>, $(const $size: usize)?> LabelFor<L, Vector<$outputs>, Classes> for $label {
            #[inline(always)]
            fn target<'a>(
                &'a self,
                loss: &L,
                row: usize,
                class: &'a mut usize,
            ) -> Result<&'a usize, Error> {
                // A class that is ignored may be any number.
                *class = usize::try_from(*self).unwrap_or(usize::MAX);
                if *class < $outputs || (L::IGNORES && loss.ignores_label(self.whole())) {
                    return Ok(class);
                }
                Err(no_class(row, self.whole(), $outputs))
            }
        }
    )*};
    ($($int:ty)*) => {
        classes! { $([N] N $int)* }
    };
}

classes! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }
classes! { [] 2 bool }

fn no_class(row: usize, label: i128, classes: usize) -> Error {
    Error::Label {
        data: "labels",
        row,
        label,
        classes,
    }
}

macro_rules! rows {
    ($kind:ident $bits:literal: $([$($size:ident)*] $shape:ty, $label:ty, |$row:ident| $numbers:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<L: Loss, T: Number, $(const $size: usize),*> LabelFor<L, $shape, $kind> for $label {
            #[inline(always)]
            fn target<'a>(
                &'a self,
                _: &L,
                row: usize,
                room: &'a mut <$shape as Shape>::Row,
            ) -> Result<&'a [f32], Error> {
                let $row = self;
                numbers::<T, $bits>($numbers, row, room.flat_mut())
            }
        }
    )*};
    ($($kind:ident $bits:literal)*) => {$(
        rows! { $kind $bits:
            [N] Vector<N>, [T; N], |row| row;
            [S F] Sequence<S, F>, [[T; F]; S], |row| row.as_flattened();
            [H W C] Image<H, W, C>, [[[T; C]; W]; H], |row| row.as_flattened().as_flattened();
        }
    )*};
}

rows! { Numbers false Bits true OneHot true }

macro_rules! one_number {
    ($($kind:ident $bits:literal: $($label:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<L: Loss> LabelFor<L, Vector<1>, $kind> for $label {
            #[inline(always)]
            fn target<'a>(&'a self, _: &L, row: usize, room: &'a mut [f32; 1]) -> Result<&'a [f32], Error> {
                numbers::<$label, $bits>(core::slice::from_ref(self), row, room)
            }
        }
    )*)*};
}

one_number! {
    Numbers false: f32 f64 bool u8 u16 u32 u64 usize i8 i16 i32 i64 isize;
    Bits true: f32 f64 bool u8 u16 u32 u64 usize i8 i16 i32 i64 isize;
}

/// The numbers of row `row` as `f32`, in `room` if they are no `f32`. Where labels are `BITS`, whole ones
/// are 0 and 1.
#[inline(always)]
fn numbers<'a, T: Number, const BITS: bool>(
    label: &'a [T],
    row: usize,
    room: &'a mut [f32],
) -> Result<&'a [f32], Error> {
    if let Some(numbers) = T::as_numbers(label) {
        return Ok(numbers);
    }
    for (number, near) in label.iter().zip(&mut *room) {
        if let (true, Some(label)) = (BITS, number.as_whole())
            && !(0..2).contains(&label)
        {
            return Err(no_class(row, label, 2));
        }
        *near = number.near().map_err(|number| Error::TooLarge {
            data: "labels",
            what: "label",
            row,
            number,
        })?;
    }
    Ok(room)
}
