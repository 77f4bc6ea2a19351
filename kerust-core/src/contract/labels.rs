use zerocopy::FromZeros;

use crate::Error;
use crate::losses::{
    Loss, binary_crossentropy, categorical_crossentropy, mse, sparse_categorical_crossentropy,
};
use crate::shape::{Image, Row, Sequence, Shape, Vector};

/// Which labels a loss takes for an output of shape `Out`.
///
/// | loss | output | labels |
/// | --- | --- | --- |
/// | `mse` | any | rows of the output, or `f32` where it is `Vector<1>` |
/// | `binary_crossentropy` | `Vector<N>` | `[f32; N]`, or `f32`, `bool`, `u8` where it is `Vector<1>` |
/// | `categorical_crossentropy` | `Vector<N>` | `[f32; N]` |
/// | `sparse_categorical_crossentropy` | `Vector<N>` | `u8`, `u16`, `u32`, `u64`, `usize`, `i32`, `i64` |
#[diagnostic::on_unimplemented(
    message = "loss `{L}` on an output `{Out}` does not take labels of type `{Self}`",
    label = "labels of type `{Self}`",
    note = "`sparse_categorical_crossentropy` takes the number of a class (an integer), `categorical_crossentropy` and `mse` rows like the output (`[f32; N]`), `binary_crossentropy` `[f32; N]`, or `f32`, `bool` or `u8` where the model has one output"
)]
pub trait LabelFor<L: Loss, Out: Shape>: FromZeros {
    /// What the loss compares with. `row` is the label's number, for the error.
    ///
    /// # Errors
    /// If the label is none of the model's classes.
    fn target<'a>(
        &'a self,
        row: usize,
        scratch: &'a mut L::Scratch,
    ) -> Result<&'a L::Target, Error>;
}

macro_rules! classes {
    ($($int:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<const N: usize> LabelFor<sparse_categorical_crossentropy, Vector<N>> for $int {
            #[inline(always)]
            fn target<'a>(&'a self, row: usize, class: &'a mut usize) -> Result<&'a usize, Error> {
                *class = usize::try_from(*self).unwrap_or(usize::MAX);
                if *class < N {
                    return Ok(class);
                }
                Err(Error::Label { data: "labels", row, label: *class, classes: N })
            }
        }
    )*};
}

classes! { u8 u16 u32 u64 usize i32 i64 }

macro_rules! rows {
    ($loss:ty: $([$($size:ident)*] $shape:ty, $row:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$(const $size: usize),*> LabelFor<$loss, $shape> for $row {
            #[inline(always)]
            fn target<'a>(&'a self, _: usize, _: &'a mut f32) -> Result<&'a [f32], Error> {
                Ok(self.flat())
            }
        }
    )*};
}

rows! { mse:
    [N] Vector<N>, [f32; N];
    [T F] Sequence<T, F>, [[f32; F]; T];
    [H W C] Image<H, W, C>, [[[f32; C]; W]; H];
    [] Vector<1>, f32;
}
rows! { binary_crossentropy: [N] Vector<N>, [f32; N]; [] Vector<1>, f32; }
rows! { categorical_crossentropy: [N] Vector<N>, [f32; N]; }

#[diagnostic::do_not_recommend]
impl LabelFor<binary_crossentropy, Vector<1>> for bool {
    #[inline(always)]
    fn target<'a>(&'a self, _: usize, number: &'a mut f32) -> Result<&'a [f32], Error> {
        *number = f32::from(*self);
        Ok(number.flat())
    }
}

#[diagnostic::do_not_recommend]
impl LabelFor<binary_crossentropy, Vector<1>> for u8 {
    #[inline(always)]
    fn target<'a>(&'a self, row: usize, number: &'a mut f32) -> Result<&'a [f32], Error> {
        if *self > 1 {
            let label = usize::from(*self);
            return Err(Error::Label {
                data: "labels",
                row,
                label,
                classes: 2,
            });
        }
        *number = f32::from(*self);
        Ok(number.flat())
    }
}
