use super::{Arena, Model};
use crate::layers::Pass;
use crate::samples::SampleFor;
use crate::tensor::{Rows, Structure};

/// Gives `take` what the model makes of a row.
#[inline(always)]
pub(super) fn predict<M, R, T>(
    model: &M,
    row: R,
    take: impl FnOnce(<M::Output as Structure>::RowRef<'_>) -> T,
) -> T
where
    M: Model,
    R: SampleFor<M::Input>,
{
    row.with_rows(|x| of_rows(model, x, take))
}

/// The most bytes on the stack: an arena of more lies on the heap.
#[cfg(feature = "alloc")]
const STACK: usize = 1 << 16;

#[inline(always)]
fn of_rows<M: Model, T>(
    model: &M,
    x: &[&dyn Rows],
    take: impl FnOnce(<M::Output as Structure>::RowRef<'_>) -> T,
) -> T {
    let run = |numbers: &mut [f32]| {
        let mut arena = Arena::prediction(numbers, 1, M::GRAPH);
        model.forward(x, &mut arena, &Pass::PREDICT.on_this_processor());
        take(M::Output::row(|output| arena.outputs(output, 1)))
    };
    #[cfg(feature = "alloc")]
    if const { M::GRAPH.prediction.numbers(1) * size_of::<f32>() > STACK } {
        return run(&mut crate::tensor::zeroed_rows(
            M::GRAPH.prediction.numbers(1),
        ));
    }
    M::with_memory_of_row(run)
}
