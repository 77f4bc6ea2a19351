use core::marker::PhantomData;
use core::ops::Range;

use crate::tensor::Row;

/// The rows of a batch: in one run, or references to rows that lie where the user has them.
pub trait Batch<R> {
    /// The number of rows.
    fn len(&self) -> usize;

    /// Row `index`.
    ///
    /// # Panics
    /// If there are not as many rows.
    fn row(&self, index: usize) -> &R;

    /// The bytes of row `index`, if it lies in memory as bytes that a layer casts.
    fn bytes(&self, _index: usize) -> Option<&[u8]> {
        None
    }

    /// Whether there are no rows.
    #[inline(always)]
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows, one after the other.
    #[inline(always)]
    fn rows<'a>(&'a self) -> impl Iterator<Item = &'a R>
    where
        R: 'a,
    {
        (0..self.len()).map(|index| self.row(index))
    }
}

impl<R> Batch<R> for [R] {
    #[inline(always)]
    fn len(&self) -> usize {
        <[R]>::len(self)
    }

    #[inline(always)]
    fn row(&self, index: usize) -> &R {
        &self[index]
    }
}

impl<R> Batch<R> for [&R] {
    #[inline(always)]
    fn len(&self) -> usize {
        <[&R]>::len(self)
    }

    #[inline(always)]
    fn row(&self, index: usize) -> &R {
        self[index]
    }
}

/// The rows of a batch as runs of numbers, whatever their shape and wherever they lie.
pub trait Rows {
    /// The number of rows.
    fn count(&self) -> usize;

    /// The numbers of row `index`.
    ///
    /// # Panics
    /// If there are not as many rows, or if they lie in memory as bytes.
    fn numbers(&self, index: usize) -> &[f32];

    /// The bytes of row `index`, if it lies in memory as bytes that a layer casts.
    fn bytes(&self, _index: usize) -> Option<&[u8]> {
        None
    }
}

/// The rows of type `R` of the batch `X`.
#[derive(Debug)]
pub struct RowsOf<'x, X: ?Sized, R>(&'x X, PhantomData<R>);

impl<'x, R: Row, X: Batch<R> + ?Sized> RowsOf<'x, X, R> {
    /// The rows of `x`.
    #[inline(always)]
    #[must_use]
    pub fn new(x: &'x X) -> Self {
        RowsOf(x, PhantomData)
    }
}

impl<R: Row, X: Batch<R> + ?Sized> Rows for RowsOf<'_, X, R> {
    #[inline]
    fn count(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn numbers(&self, index: usize) -> &[f32] {
        self.0.row(index).flat()
    }

    #[inline]
    fn bytes(&self, index: usize) -> Option<&[u8]> {
        self.0.bytes(index)
    }
}

/// Rows of `len` numbers, one after the other.
pub(crate) struct Contiguous<'a> {
    numbers: &'a [f32],
    len: usize,
}

impl<'a> Contiguous<'a> {
    /// The rows of `len` numbers in `numbers`.
    #[inline(always)]
    pub(crate) const fn new(numbers: &'a [f32], len: usize) -> Self {
        Contiguous { numbers, len }
    }
}

impl Rows for Contiguous<'_> {
    #[inline]
    fn count(&self) -> usize {
        self.numbers.len() / self.len
    }

    #[inline]
    fn numbers(&self, index: usize) -> &[f32] {
        &self.numbers[index * self.len..][..self.len]
    }
}

/// Some of the rows of a batch.
pub(crate) struct RowRange<'a> {
    rows: &'a dyn Rows,
    range: Range<usize>,
}

impl<'a> RowRange<'a> {
    /// The rows `range` of `rows`.
    pub(crate) const fn new(rows: &'a dyn Rows, range: Range<usize>) -> Self {
        RowRange { rows, range }
    }
}

impl Rows for RowRange<'_> {
    #[inline]
    fn count(&self) -> usize {
        // There are no inputs, if a layer does not read them.
        self.range.len().min(self.rows.count())
    }

    #[inline]
    fn numbers(&self, index: usize) -> &[f32] {
        self.rows.numbers(self.range.start + index)
    }

    #[inline]
    fn bytes(&self, index: usize) -> Option<&[u8]> {
        self.rows.bytes(self.range.start + index)
    }
}
