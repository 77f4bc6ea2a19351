use super::{InputRow, Model, OutputRow};
use crate::contract::RowFor;
use crate::memory::{Fixed, Storage, Zeroed};

/// Gives `take` what the model makes of a row.
#[inline(always)]
pub(super) fn predict<M, R, T>(model: &M, row: &R, take: impl FnOnce(&OutputRow<M>) -> T) -> T
where
    M: Model,
    R: RowFor<M::Input>,
{
    match row.as_row() {
        Some(row) => of_row(model, row, take),
        None => cast(model, row, take),
    }
}

/// Predicts a row that has to be cast. By itself, so that its room is nobody else's.
#[inline(never)]
fn cast<M, R, T>(model: &M, given: &R, take: impl FnOnce(&OutputRow<M>) -> T) -> T
where
    M: Model,
    R: RowFor<M::Input>,
{
    let mut row = Zeroed::<InputRow<M>>::new();
    given.cast(&mut row);
    of_row(model, &row, take)
}

/// Above this, what lies between the layers goes to the heap instead of the stack.
#[cfg(feature = "alloc")]
const STACK: usize = 1 << 16;

fn of_row<M: Model, T>(model: &M, row: &InputRow<M>, take: impl FnOnce(&OutputRow<M>) -> T) -> T {
    #[cfg(feature = "alloc")]
    if size_of::<M::Work<Fixed<1>, Fixed<0>>>() > STACK {
        return within::<M, crate::memory::Heap, Fixed<0>, T>(model, row, take);
    }
    within::<M, Fixed<1>, Fixed<0>, T>(model, row, take)
}

fn within<M: Model, S: Storage, G: Storage, T>(
    model: &M,
    row: &InputRow<M>,
    take: impl FnOnce(&OutputRow<M>) -> T,
) -> T {
    let mut work = M::work::<S, G>(1);
    crate::step::there(model, core::slice::from_ref(row), &mut work);
    take(&M::outputs(&work)[0])
}
