use core::marker::PhantomData;

use crate::layers::Batch;
use crate::shape::Row;

/// The rows of a batch as slices of numbers, for any shape and any place in memory.
pub trait Rows {
    /// The number of rows.
    fn count(&self) -> usize;

    /// The numbers of row `index`.
    fn numbers(&self, index: usize) -> &[f32];
}

/// The rows of type `R` of the batch `X`.
pub struct RowsOf<'x, X: ?Sized, R>(&'x X, PhantomData<R>);

impl<'x, R: Row, X: Batch<R> + ?Sized> RowsOf<'x, X, R> {
    /// The rows of `x`.
    #[inline(always)]
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
}
