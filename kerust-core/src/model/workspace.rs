use alloc::boxed::Box;
use core::marker::PhantomData;
use core::ops::Range;

use super::arena::{Layout, apart};
use super::{Arena, Model, OutputRow};
use crate::tensor::{Row, zeroed_rows};

/// Memory on the heap for the batches of a training, or of predictions.
#[derive(Debug)]
pub(crate) struct Workspace<M> {
    numbers: Box<[f32]>,
    layout: Layout,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> Workspace<M> {
    /// Memory for training steps of up to `rows` rows.
    pub(crate) fn training(rows: usize) -> Self {
        Workspace::new(Layout::training(rows, M::GRAPH))
    }

    /// Memory for predictions of up to `rows` rows.
    pub(crate) fn prediction(rows: usize) -> Self {
        Workspace::new(Layout::prediction(rows, M::GRAPH))
    }

    fn new(layout: Layout) -> Self {
        Workspace {
            numbers: zeroed_rows(layout.memory().numbers(layout.rows)),
            layout,
            model: PhantomData,
        }
    }

    /// `workspace`, made anew where there is none or it is too small.
    pub(crate) fn for_rows(workspace: &mut Option<Self>, rows: usize) -> &mut Self {
        workspace.take_if(|workspace| workspace.layout.rows < rows);
        workspace.get_or_insert_with(|| Workspace::training(rows))
    }

    /// The arena.
    #[inline(always)]
    pub(crate) fn arena(&mut self) -> Arena<'_> {
        Arena::new(&mut self.numbers, self.layout)
    }

    /// The range of the model's outputs.
    fn outputs_range(&self, rows: usize) -> Range<usize> {
        self.layout
            .output(self.layout.graph.outputs[0].operation, rows)
    }

    /// The rows of outputs of the last pass.
    pub(crate) fn outputs(&self, rows: usize) -> &[OutputRow<M>] {
        Row::rows(&self.numbers[self.outputs_range(rows)])
    }

    /// The rows of outputs, and the place of their gradient.
    pub(crate) fn outputs_and_gradient(
        &mut self,
        rows: usize,
    ) -> (&[OutputRow<M>], &mut [OutputRow<M>]) {
        let ranges = [
            self.outputs_range(rows),
            self.layout
                .gradient(self.layout.graph.outputs[0].operation, rows),
        ];
        let [outputs, gradient] = apart(&mut self.numbers, ranges);
        (Row::rows(outputs), Row::rows_mut(gradient))
    }
}
