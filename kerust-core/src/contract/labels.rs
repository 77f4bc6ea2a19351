use zerocopy::FromZeros;

use crate::Error;
use crate::losses::Loss;
use crate::metrics::Argmax;
use crate::shape::{Image, Row, Sequence, Shape, Vector};

/// A kind of labels: what a loss compares outputs with.
pub trait LabelKind: Sized + Send + Sync + 'static {
    /// What outputs are compared with: a class (`usize`), or numbers (`[f32]`).
    type Target: ?Sized;

    /// Room in which a label is turned into a target.
    type Scratch: Default;

    /// The class that `class_weight` weighs the row by: of a row of numbers the place of the largest,
    /// of one number itself, rounded.
    fn class(target: &Self::Target) -> usize;
}

/// Labels like the outputs: rows of numbers, or one number where there is one output.
#[derive(Clone, Copy, Debug)]
pub enum Numbers {}

/// Labels of 0 and 1, a number for each output; where there is one output also `bool` and `u8`.
#[derive(Clone, Copy, Debug)]
pub enum Bits {}

/// Rows with a 1 at the place of the class, or with a probability for each class.
#[derive(Clone, Copy, Debug)]
pub enum OneHot {}

/// The number of a class, counted from 0.
#[derive(Clone, Copy, Debug)]
pub enum Classes {}

macro_rules! rows_of_numbers {
    ($($kind:ident)*) => {$(
        impl LabelKind for $kind {
            type Target = [f32];
            type Scratch = f32;

            fn class(target: &[f32]) -> usize {
                match target {
                    // Rounded; no class is negative.
                    [number] => (number.max(0.0) + 0.5) as usize,
                    _ => target.argmax(),
                }
            }
        }
    )*};
}

rows_of_numbers! { Numbers Bits OneHot }

impl LabelKind for Classes {
    type Target = usize;
    type Scratch = usize;

    fn class(class: &usize) -> usize {
        *class
    }
}

/// Which labels a loss takes for an output of shape `Out`, by the kind `K` of its labels.
///
/// | kind of labels | output | labels |
/// | --- | --- | --- |
/// | [`Numbers`] | any | rows of the output, or `f32` where it is `Vector<1>` |
/// | [`Bits`] | any | rows of the output, or `f32`, `bool`, `u8` where it is `Vector<1>` |
/// | [`OneHot`] | any | rows of the output |
/// | [`Classes`] | `Vector<N>` | `u8`, `u16`, `u32`, `u64`, `usize`, `i32`, `i64` |
#[diagnostic::on_unimplemented(
    message = "loss `{L}` on an output `{Out}` does not take labels of type `{Self}`",
    label = "labels of type `{Self}`",
    note = "`sparse_categorical_crossentropy` takes the number of a class (an integer), other losses rows like the output (`[f32; N]`), or `f32` where the model has one output; `binary_crossentropy` then also takes `bool` and `u8`"
)]
pub trait LabelFor<L: Loss, Out: Shape, K: LabelKind = <L as Loss>::Labels>: FromZeros {
    /// What the loss compares with. `row` is the label's number, for the error.
    ///
    /// # Errors
    /// If the label is none of the model's classes, and none that `loss` ignores.
    fn target<'a>(
        &'a self,
        loss: &L,
        row: usize,
        scratch: &'a mut K::Scratch,
    ) -> Result<&'a K::Target, Error>;
}

macro_rules! classes {
    ($($int:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<L: Loss<Labels = Classes>, const N: usize> LabelFor<L, Vector<N>, Classes> for $int {
            #[inline(always)]
            fn target<'a>(
                &'a self,
                loss: &L,
                row: usize,
                class: &'a mut usize,
            ) -> Result<&'a usize, Error> {
                // Negative numbers are large ones, also to a loss that ignores one.
                *class = *self as usize;
                if *class < N || (L::IGNORES && loss.ignores(class)) {
                    return Ok(class);
                }
                Err(Error::Label { data: "labels", row, label: i64::try_from(*self).unwrap_or(i64::MAX), classes: N })
            }
        }
    )*};
}

classes! { u8 u16 u32 u64 usize i32 i64 }

macro_rules! rows {
    ($kind:ty: $([$($size:ident)*] $shape:ty, $row:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<L: Loss, $(const $size: usize),*> LabelFor<L, $shape, $kind> for $row {
            #[inline(always)]
            fn target<'a>(&'a self, _: &L, _: usize, _: &'a mut f32) -> Result<&'a [f32], Error> {
                Ok(self.flat())
            }
        }
    )*};
    ($($kind:ty)*) => {$(
        rows! { $kind:
            [N] Vector<N>, [f32; N];
            [T F] Sequence<T, F>, [[f32; F]; T];
            [H W C] Image<H, W, C>, [[[f32; C]; W]; H];
        }
    )*};
}

rows! { Numbers Bits OneHot }
rows! { Numbers: [] Vector<1>, f32; }
rows! { Bits: [] Vector<1>, f32; }

#[diagnostic::do_not_recommend]
impl<L: Loss> LabelFor<L, Vector<1>, Bits> for bool {
    #[inline(always)]
    fn target<'a>(&'a self, _: &L, _: usize, number: &'a mut f32) -> Result<&'a [f32], Error> {
        *number = f32::from(*self);
        Ok(number.flat())
    }
}

#[diagnostic::do_not_recommend]
impl<L: Loss> LabelFor<L, Vector<1>, Bits> for u8 {
    #[inline(always)]
    fn target<'a>(&'a self, _: &L, row: usize, number: &'a mut f32) -> Result<&'a [f32], Error> {
        if *self > 1 {
            return Err(Error::Label {
                data: "labels",
                row,
                label: (*self).into(),
                classes: 2,
            });
        }
        *number = f32::from(*self);
        Ok(number.flat())
    }
}
