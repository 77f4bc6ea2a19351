use super::{Arena, InputRow, Model, OutputRow};
use crate::layers::Pass;
use crate::samples::RowFor;
use crate::tensor::{Contiguous, Row, Zeroed};

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

/// The most bytes on the stack: an arena of more lies on the heap.
#[cfg(feature = "alloc")]
const STACK: usize = 1 << 16;

fn of_row<M: Model, T>(model: &M, row: &InputRow<M>, take: impl FnOnce(&OutputRow<M>) -> T) -> T {
    let x = Contiguous::new(row.flat(), const { M::INPUT.len() });
    let run = |numbers: &mut [f32]| {
        let mut arena = Arena::prediction(numbers, 1, M::GRAPH);
        model.forward(&[&x], &mut arena, &Pass::PREDICT.on_this_processor());
        take(&arena.outputs(0, 1)[0])
    };
    #[cfg(feature = "alloc")]
    if const { M::GRAPH.prediction.numbers(1) * size_of::<f32>() > STACK } {
        return run(&mut crate::tensor::zeroed_rows(
            M::GRAPH.prediction.numbers(1),
        ));
    }
    M::with_memory_of_row(run)
}
