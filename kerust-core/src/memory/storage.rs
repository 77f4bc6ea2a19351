use core::fmt::Debug;

use crate::shape::Row;

/// Where the rows of a batch lie between two layers.
pub trait Storage: 'static {
    /// Room for rows of type `R`.
    type Of<R: Row>: AsRef<[R]> + AsMut<[R]> + Send + Sync;

    /// Room for `rows` rows, all zero.
    fn zeroed<R: Row>(rows: usize) -> Self::Of<R>;
}

/// Room for `ROWS` rows in place, without a heap.
#[derive(Clone, Copy, Debug)]
pub struct Fixed<const ROWS: usize>;

impl<const ROWS: usize> Storage for Fixed<ROWS> {
    type Of<R: Row> = [R; ROWS];

    #[inline]
    fn zeroed<R: Row>(_: usize) -> [R; ROWS] {
        [R::ZERO; ROWS]
    }
}

/// Room on the heap, as many rows as asked for.
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
