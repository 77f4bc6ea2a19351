use core::fmt::Debug;

use crate::tensor::Row;

/// The storage of a batch's rows between two layers.
pub trait Storage: 'static {
    /// The storage of rows of type `R`.
    type Of<R: Row>: AsRef<[R]> + AsMut<[R]> + Send + Sync;

    /// A storage of `rows` rows of zeros.
    fn zeroed<R: Row>(rows: usize) -> Self::Of<R>;
}

/// A storage of `ROWS` rows in place, without a heap.
#[derive(Clone, Copy, Debug)]
pub struct Fixed<const ROWS: usize>;

impl<const ROWS: usize> Storage for Fixed<ROWS> {
    type Of<R: Row> = [R; ROWS];

    #[inline]
    fn zeroed<R: Row>(_: usize) -> [R; ROWS] {
        [R::ZERO; ROWS]
    }
}

/// A storage of any number of rows on the heap.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug)]
pub struct Heap;

#[cfg(feature = "alloc")]
impl Storage for Heap {
    type Of<R: Row> = alloc::boxed::Box<[R]>;

    fn zeroed<R: Row>(rows: usize) -> alloc::boxed::Box<[R]> {
        super::zeroed_rows(rows)
    }
}
