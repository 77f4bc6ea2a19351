use super::Whole;
use crate::Error;
use crate::samples::Sample;
use crate::tensor::{Dims, Image, Row, Sequence, Shape, Tokens, Unknown, Vector};

/// Rows or labels: arrays, slices, vectors, matrices, or a data source of your own.
///
/// `fit` reads them in a shuffled order, or with `shuffle = false` from 0 upwards, so that a file can be
/// read from start to end.
///
/// ```
/// use kerust::Error;
/// use kerust::prelude::*;
///
/// /// The numbers 0, 1, 2, … as rows of two.
/// struct Count(usize);
///
/// impl Samples for Count {
///     type Item = [f32; 2];
///
///     fn sample_count(&self) -> usize {
///         self.0
///     }
///
///     fn read_sample(&self, index: usize, into: &mut [f32; 2]) -> Result<(), Error> {
///         *into = [index as f32, index as f32 + 1.0];
///         Ok(())
///     }
/// }
///
/// model! { struct Net < Dense<2, 1>(kernel_initializer = ones) > }
///
/// let net = compile!(Net::new(7), optimizer = SGD, loss = mse);
/// assert_eq!(net.evaluate(&Count(3), &[1.0, 3.0, 5.0])?.loss(), 0.0);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of rows or labels",
    label = "not an array, a slice or a vector",
    note = "give `&x`, where `x` is an array, a slice or a `Vec` with an element a row; or implement `Samples`"
)]
pub trait Samples {
    /// A row or a label.
    type Item: ?Sized;

    /// The number of samples.
    fn sample_count(&self) -> usize;

    /// The shape of each sample, if only the running program knows it, as that of a matrix's rows. A model
    /// checks it before it reads a sample.
    #[inline(always)]
    fn sample_dims(&self) -> Option<Dims> {
        None
    }

    /// Whether all samples are in memory, also where [`sample`](Samples::sample) has none because they do not lie
    /// there in one piece. Such labels are checked before the first step.
    #[inline(always)]
    fn is_in_memory(&self) -> bool {
        false
    }

    /// Sample `index`, if it is in memory in one piece.
    #[inline(always)]
    fn sample(&self, index: usize) -> Option<&Self::Item> {
        let _ = index;
        None
    }

    /// Reads sample `index` into `into`.
    ///
    /// # Errors
    /// Those of the source.
    fn read_sample(&self, index: usize, into: &mut Self::Item) -> Result<(), Error>;
}

impl<T: Clone> Samples for [T] {
    type Item = T;

    #[inline(always)]
    fn sample_count(&self) -> usize {
        <[T]>::len(self)
    }

    #[inline(always)]
    fn sample(&self, index: usize) -> Option<&T> {
        <[T]>::get(self, index)
    }

    #[inline]
    fn read_sample(&self, index: usize, into: &mut T) -> Result<(), Error> {
        into.clone_from(&self[index]);
        Ok(())
    }
}

macro_rules! as_slice {
    ($(#[$cfg:meta])* [$($generics:tt)*] $type:ty, $item:ty) => {
        $(#[$cfg])*
        impl<$($generics)*> Samples for $type {
            type Item = $item;

            #[inline(always)]
            fn sample_count(&self) -> usize {
                <[$item]>::len(self)
            }

            #[inline(always)]
            fn sample(&self, index: usize) -> Option<&$item> {
                <[$item]>::get(self, index)
            }

            #[inline]
            fn read_sample(&self, index: usize, into: &mut $item) -> Result<(), Error> {
                Samples::read_sample(&self[..], index, into)
            }
        }
    };
}

as_slice! { [T: Clone, const N: usize] [T; N], T }
as_slice! { #[cfg(feature = "alloc")] [T: Clone] alloc::vec::Vec<T>, T }
as_slice! { #[cfg(feature = "alloc")] [T: Clone] alloc::boxed::Box<[T]>, T }

impl<S: Samples + ?Sized> Samples for &S {
    type Item = S::Item;

    #[inline(always)]
    fn sample_count(&self) -> usize {
        S::sample_count(self)
    }

    #[inline(always)]
    fn sample_dims(&self) -> Option<Dims> {
        S::sample_dims(self)
    }

    #[inline(always)]
    fn is_in_memory(&self) -> bool {
        S::is_in_memory(self)
    }

    #[inline(always)]
    fn sample(&self, index: usize) -> Option<&S::Item> {
        S::sample(self, index)
    }

    #[inline]
    fn read_sample(&self, index: usize, into: &mut S::Item) -> Result<(), Error> {
        S::read_sample(self, index, into)
    }
}

/// A type of rows that a model with input `S` takes: arrays of `f32`, which are used in place, or of `u8`,
/// which are cast and not scaled, as in Keras. The features `nalgebra`, `ndarray` and `generic-array` add those of
/// these crates.
#[diagnostic::on_unimplemented(
    message = "rows of type `{Self}` do not go with a model whose input is `{S}`",
    label = "rows of type `{Self}`",
    note = "a row of `Vector<N>` is `[f32; N]`, of `Sequence<T, F>` `[[f32; F]; T]`, of `Image<H, W, C>` `[[[f32; C]; W]; H]`; `u8` in place of `f32` works too; of `Tokens<T, VOCAB>` `[u32; T]`",
    note = "numbers of `f64`: `row.map(|v| v as f32)`",
    note = "`kerust::datasets::to_rows::<Net>(&table)` makes rows of a `Vec<Vec<f64>>` and the like; `predict` takes one row, `predict_batch` many"
)]
#[cfg_attr(
    any(feature = "nalgebra", feature = "ndarray"),
    diagnostic::on_unimplemented(
        note = "the row of a matrix is a `DynRow<f32, 1>`, which goes with `Vector<N>`; those of an `Array3` go with `Sequence`, of an `Array4` with `Image`; of `f64`: `x.map(|v| v as f32)` in nalgebra, `x.mapv(|v| v as f32)` in ndarray"
    )
)]
pub trait RowFor<S: Shape>: Sample {
    /// The row, if it is of the model's own type.
    fn as_row(&self) -> Option<&S::Row>;

    /// Writes the row in the model's own type.
    fn cast(&self, into: &mut S::Row);

    /// The row's numbers, if they are bytes.
    fn as_bytes(&self) -> Option<&[u8]> {
        None
    }

    /// The place and the value of the first token that is not in the vocabulary, for a model that takes tokens.
    fn unknown_token(&self) -> Option<(usize, i128)> {
        None
    }
}

/// Writes bytes as numbers, which are not scaled.
pub(super) fn cast_bytes(from: &[u8], to: &mut [f32]) {
    let scale = crate::kernels::elementwise::Scale {
        from,
        to,
        scale: 1.0,
        offset: 0.0,
    };
    scale.on(crate::simd::Cpu::detect());
}

macro_rules! rows {
    ([$($size:ident)*] $shape:ty, $row:ty, $bytes:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$(const $size: usize),*> RowFor<$shape> for $row {
            #[inline(always)]
            fn as_row(&self) -> Option<&Self> {
                Some(self)
            }

            #[inline(always)]
            fn cast(&self, into: &mut Self) {
                into.copy_from(self);
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$(const $size: usize),*> RowFor<$shape> for $bytes {
            #[inline(always)]
            fn as_row(&self) -> Option<&$row> {
                None
            }

            #[inline(always)]
            fn cast(&self, into: &mut $row) {
                cast_bytes(zerocopy::IntoBytes::as_bytes(self), into.flat_mut());
            }

            #[inline(always)]
            fn as_bytes(&self) -> Option<&[u8]> {
                Some(zerocopy::IntoBytes::as_bytes(self))
            }
        }
    };
}

rows! { [N] Vector<N>, [f32; N], [u8; N] }
rows! { [T F] Sequence<T, F>, [[f32; F]; T], [[u8; F]; T] }
rows! { [H W C] Image<H, W, C>, [[[f32; C]; W]; H], [[[u8; C]; W]; H] }

macro_rules! tokens {
    ($($integer:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<const T: usize, const VOCAB: usize> RowFor<Tokens<T, VOCAB>> for [$integer; T] {
            #[inline(always)]
            fn as_row(&self) -> Option<&[f32; T]> {
                None
            }

            #[inline(always)]
            fn cast(&self, into: &mut [f32; T]) {
                for (token, number) in self.iter().zip(into) {
                    // A token is below 2²⁴, and so an `f32`.
                    *number = token.whole() as f32;
                }
            }

            fn unknown_token(&self) -> Option<(usize, i128)> {
                let mut tokens = self.iter().map(|token| token.whole()).enumerate();
                tokens.find(|(_, token)| !(0..VOCAB.whole()).contains(token))
            }
        }
    )*};
}

tokens! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }

#[diagnostic::do_not_recommend]
impl RowFor<Unknown> for [f32; 0] {
    fn as_row(&self) -> Option<&[f32; 0]> {
        Some(self)
    }

    fn cast(&self, _: &mut [f32; 0]) {}
}

/// Rows of one number, like Keras' `x` of shape `(B,)`.
#[diagnostic::do_not_recommend]
impl RowFor<Vector<1>> for f32 {
    #[inline(always)]
    fn as_row(&self) -> Option<&[f32; 1]> {
        Some(core::array::from_ref(self))
    }

    #[inline(always)]
    fn cast(&self, into: &mut [f32; 1]) {
        *into = [*self];
    }
}
