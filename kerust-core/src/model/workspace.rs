use alloc::boxed::Box;
use core::array;
use core::marker::PhantomData;

use super::arena::{Layout, apart};
use super::{Arena, Model};
use crate::tensor::{MOST, Structure, zeroed_rows};

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

    /// The rows of outputs of the last pass.
    pub(crate) fn outputs(&self, rows: usize) -> <M::Output as Structure>::Rows<'_> {
        M::Output::rows(|output| {
            let operation = self.layout.graph.outputs[output].operation;
            &self.numbers[self.layout.output(operation, rows)]
        })
    }

    /// The rows of outputs, and the places of their gradients.
    pub(crate) fn outputs_and_gradient(
        &mut self,
        rows: usize,
    ) -> (
        <M::Output as Structure>::Rows<'_>,
        <M::Output as Structure>::RowsMut<'_>,
    ) {
        let ranges: [_; 2 * MOST] = array::from_fn(|place| {
            let Some(output) = self.layout.graph.outputs.get(place / 2) else {
                return 0..0;
            };
            if place % 2 == 0 {
                self.layout.output(output.operation, rows)
            } else {
                self.layout.gradient(output.operation, rows)
            }
        });
        let mut parts = apart(&mut self.numbers, ranges);
        let outputs = M::Output::rows(|output| &*core::mem::take(&mut parts[2 * output]));
        let gradients = M::Output::rows_mut(|output| core::mem::take(&mut parts[2 * output + 1]));
        (outputs, gradients)
    }
}
