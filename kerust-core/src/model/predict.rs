use super::{InputRow, Model, OutputRow};
use crate::contract::RowFor;
use crate::memory::{Fixed, Storage};

/// Predicts a row that has to be cast. By itself, so that its room is nobody else's.
#[inline(never)]
pub(super) fn cast<M: Model, R: RowFor<M::Input>>(model: &M, given: &R) -> OutputRow<M> {
    #[cfg(feature = "alloc")]
    let mut cast = crate::memory::zeroed::<InputRow<M>>();
    #[cfg(not(feature = "alloc"))]
    let mut cast = <InputRow<M> as crate::shape::Row>::ZERO;
    given.cast(&mut cast);
    row(model, &cast)
}

/// Above this, what lies between the layers goes to the heap instead of the stack.
#[cfg(feature = "alloc")]
const STACK: usize = 1 << 16;

pub(super) fn row<M: Model>(model: &M, row: &InputRow<M>) -> OutputRow<M> {
    #[cfg(feature = "alloc")]
    if size_of::<M::Work<Fixed<1>, Fixed<0>>>() > STACK {
        return within::<M, crate::memory::Heap, Fixed<0>>(model, row);
    }
    within::<M, Fixed<1>, Fixed<0>>(model, row)
}

fn within<M: Model, S: Storage, G: Storage>(model: &M, row: &InputRow<M>) -> OutputRow<M> {
    let mut work = M::work::<S, G>(1);
    crate::step::there(model, core::slice::from_ref(row), &mut work);
    M::outputs(&work)[0]
}
