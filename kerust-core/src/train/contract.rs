//! The labels that a loss takes.
// No cast may silently change data.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

use crate::Error;
use crate::losses::Loss;
use crate::samples::{Bits, Classes, LabelKind, Number, Numbers, OneHot, Sample, Whole};
use crate::tensor::{Image, Row, Sequence, Shape, Vector};

/// The labels that a loss takes for an output of shape `Out`, by the kind `K` of its labels.
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
pub trait LabelFor<L: Loss, Out: Shape, K: LabelKind = <L as Loss>::Labels>: Sample {
    /// The target of the label of row `row`, whose number errors name.
    ///
    /// # Errors
    /// If the label is neither one of the model's classes nor one that `loss` ignores, or if a number is too
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
                // An ignored class may be any number.
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
                room: &'a mut <$shape as $crate::tensor::Structure>::Row,
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

#[cfg(feature = "alloc")]
mod dyn_row;
#[cfg(feature = "generic-array")]
mod generic_array;
#[cfg(feature = "nalgebra")]
mod nalgebra;

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

/// The numbers of row `row` as `f32`, converted into `room` if they have another type. Whole numbers of
/// `BITS` must be 0 or 1.
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
