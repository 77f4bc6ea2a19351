use super::expansion::Gate;
use crate::memory::Storage;
use crate::shape::Row;

/// The storage of an activation's inputs: the rows `R`, or nothing.
pub trait Keep<R: Row> {
    /// Whether it keeps them.
    const KEEPS: bool;
    /// Where they lie.
    type In<G: Storage>: Send + Sync;

    /// Room for `rows` rows.
    fn room<G: Storage>(rows: usize) -> Self::In<G>;

    /// The first `rows` rows.
    fn rows<G: Storage>(kept: &Self::In<G>, rows: usize) -> &[R];

    /// The first `rows` rows to be written, or as many as there is room for.
    fn rows_mut<G: Storage>(kept: &mut Self::In<G>, rows: usize) -> &mut [R];
}

impl<R: Row> Keep<R> for Gate<true> {
    const KEEPS: bool = true;
    type In<G: Storage> = G::Of<R>;

    fn room<G: Storage>(rows: usize) -> G::Of<R> {
        G::zeroed(rows)
    }

    #[inline(always)]
    fn rows<G: Storage>(kept: &G::Of<R>, rows: usize) -> &[R] {
        &kept.as_ref()[..rows]
    }

    #[inline(always)]
    fn rows_mut<G: Storage>(kept: &mut G::Of<R>, rows: usize) -> &mut [R] {
        let kept = kept.as_mut();
        let rows = rows.min(kept.len());
        &mut kept[..rows]
    }
}

impl<R: Row> Keep<R> for Gate<false> {
    const KEEPS: bool = false;
    type In<G: Storage> = ();

    fn room<G: Storage>(_: usize) {}

    #[inline(always)]
    fn rows<G: Storage>((): &(), _: usize) -> &[R] {
        &[]
    }

    #[inline(always)]
    fn rows_mut<G: Storage>((): &mut (), _: usize) -> &mut [R] {
        &mut []
    }
}

/// The first `rows` rows of what lies between two layers.
#[inline(always)]
pub fn rows<R>(batch: &impl AsRef<[R]>, rows: usize) -> &[R] {
    &batch.as_ref()[..rows]
}

/// The first `rows` rows of what lies between two layers, to be written.
#[inline(always)]
pub fn rows_mut<R>(batch: &mut impl AsMut<[R]>, rows: usize) -> &mut [R] {
    &mut batch.as_mut()[..rows]
}
