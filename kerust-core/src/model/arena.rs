use core::ops::Range;

use crate::graph::{Graph, Memory, Operation, Places, Slot};
use crate::tensor::Row;

/// The layout of an arena: the ranges of the values of a pass on up to `rows` rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The rows that there is memory for.
    pub(super) rows: usize,
    pub(super) graph: &'static Graph,
    trains: bool,
}

impl Layout {
    /// The layout for training steps.
    #[inline(always)]
    pub(super) fn training(rows: usize, graph: &'static Graph) -> Self {
        Layout {
            rows,
            graph,
            trains: true,
        }
    }

    /// The layout for predictions.
    #[inline(always)]
    pub(super) fn prediction(rows: usize, graph: &'static Graph) -> Self {
        Layout {
            rows,
            graph,
            trains: false,
        }
    }

    #[inline(always)]
    pub(super) fn memory(&self) -> Memory {
        if self.trains {
            self.graph.training
        } else {
            self.graph.prediction
        }
    }

    #[inline(always)]
    fn places(&self, operation: &'static Operation) -> &'static Places {
        if self.trains {
            &operation.training
        } else {
            &operation.prediction
        }
    }

    #[inline(always)]
    fn of_rows(&self, slot: Slot, rows: usize) -> Range<usize> {
        let first = slot.offset * self.rows;
        first..first + slot.len * rows
    }

    #[inline(always)]
    fn of_batch(&self, slot: Slot) -> Range<usize> {
        if slot.len == 0 {
            return 0..0;
        }
        let first = self.memory().row * self.rows + slot.offset;
        first..first + slot.len
    }

    /// The range of the outputs of operation `number`, unless they are the model's input.
    #[inline(always)]
    pub(super) fn output(&self, number: usize, rows: usize) -> Range<usize> {
        let value = &self.graph.operations[self.graph.operations[number].value];
        self.of_rows(self.places(value).output, rows)
    }

    /// The range of the gradient of the outputs of operation `number`.
    #[inline(always)]
    pub(super) fn gradient(&self, number: usize, rows: usize) -> Range<usize> {
        let gradient = &self.graph.operations[self.graph.operations[number].gradient];
        self.of_rows(self.places(gradient).gradient, rows)
    }

    /// The memory of a layer beside its values: saved and scratch, each for rows and for the batch.
    #[inline(always)]
    fn own(&self, operation: &'static Operation, rows: usize) -> [Range<usize>; 4] {
        let places = self.places(operation);
        [
            self.of_rows(places.saved, rows),
            self.of_batch(places.saved_of_batch),
            self.of_rows(places.scratch, rows),
            self.of_batch(places.scratch_of_batch),
        ]
    }
}

/// Memory for the values of a pass: outputs of all operations, their gradients, and what layers ask for, each
/// where the model's [`Graph`] says.
#[derive(Debug)]
pub struct Arena<'a> {
    numbers: &'a mut [f32],
    layout: Layout,
}

impl<'a> Arena<'a> {
    /// An arena for training steps on up to `rows` rows, in memory of as many numbers as
    /// [`training`](Graph::training) says.
    ///
    /// # Panics
    /// If there are fewer numbers.
    #[inline(always)]
    #[must_use]
    pub fn training(numbers: &'a mut [f32], rows: usize, graph: &'static Graph) -> Self {
        Arena::new(numbers, Layout::training(rows, graph))
    }

    /// An arena for predictions of up to `rows` rows, in memory of as many numbers as
    /// [`prediction`](Graph::prediction) says.
    ///
    /// # Panics
    /// If there are fewer numbers.
    #[inline(always)]
    #[must_use]
    pub fn prediction(numbers: &'a mut [f32], rows: usize, graph: &'static Graph) -> Self {
        Arena::new(numbers, Layout::prediction(rows, graph))
    }

    #[inline(always)]
    pub(super) fn new(numbers: &'a mut [f32], layout: Layout) -> Self {
        assert!(
            numbers.len() >= layout.memory().numbers(layout.rows),
            "an arena for {} rows is too small",
            layout.rows
        );
        Arena { numbers, layout }
    }

    /// The input and the output of operation `number`, and what it asks for. The input is empty, if it is
    /// the model's.
    #[inline(always)]
    pub(super) fn forward(&mut self, number: usize, rows: usize) -> [&mut [f32]; 6] {
        let operation = &self.layout.graph.operations[number];
        let input = self.layout.output(operation.inputs()[0], rows);
        let output = self.layout.output(number, rows);
        if !operation.has_own_memory() {
            let [input, output] = apart(self.numbers, [input, output]);
            return [input, output, &mut [], &mut [], &mut [], &mut []];
        }
        let [saved, saved_of_batch, scratch, scratch_of_batch] = self.layout.own(operation, rows);
        apart(
            self.numbers,
            [
                input,
                output,
                saved,
                saved_of_batch,
                scratch,
                scratch_of_batch,
            ],
        )
    }

    /// The input and the output of operation `number` as far as its backward pass reads them, the gradients
    /// of its output and of its input, and what it asks for. The gradient of the input is that which is
    /// added to another one, where it is. The last part is for the partial gradients of groups of rows.
    #[inline(always)]
    pub(super) fn backward(&mut self, number: usize, rows: usize) -> [&mut [f32]; 9] {
        let operation = &self.layout.graph.operations[number];
        let from = operation.inputs()[0];
        let input = read(operation.reads.input, self.layout.output(from, rows));
        let output = read(operation.reads.output, self.layout.output(number, rows));
        let dy = self.layout.gradient(number, rows);
        let dx = if operation.adds[0] {
            let addend = self.layout.places(operation).addend;
            self.layout.of_rows(addend, rows)
        } else {
            self.layout.gradient(from, rows)
        };
        if !operation.has_own_memory() {
            let [input, output, dy, dx] = apart(self.numbers, [input, output, dy, dx]);
            return [
                input,
                output,
                dy,
                dx,
                &mut [],
                &mut [],
                &mut [],
                &mut [],
                &mut [],
            ];
        }
        let [saved, saved_of_batch, scratch, scratch_of_batch] = self.layout.own(operation, rows);
        let partials = self.layout.of_batch(operation.training.partials);
        apart(
            self.numbers,
            [
                input,
                output,
                dy,
                dx,
                saved,
                saved_of_batch,
                scratch,
                scratch_of_batch,
                partials,
            ],
        )
    }

    /// The input and the output of an activation as far as its derivative reads them, and the gradient of the
    /// output, which becomes that of the input.
    #[inline(always)]
    pub(super) fn backward_in_place(&mut self, number: usize, rows: usize) -> [&mut [f32]; 3] {
        let operation = &self.layout.graph.operations[number];
        let input = operation.inputs()[0];
        apart(
            self.numbers,
            [
                read(operation.reads.input, self.layout.output(input, rows)),
                self.layout.output(number, rows),
                self.layout.gradient(number, rows),
            ],
        )
    }

    /// The gradients of the outputs of two operations.
    #[inline(always)]
    pub(super) fn gradients(&mut self, one: usize, other: usize, rows: usize) -> [&mut [f32]; 2] {
        apart(
            self.numbers,
            [
                self.layout.gradient(one, rows),
                self.layout.gradient(other, rows),
            ],
        )
    }

    /// The output of operation `number`.
    #[inline(always)]
    pub(super) fn output_mut(&mut self, number: usize, rows: usize) -> &mut [f32] {
        let output = self.layout.output(number, rows);
        &mut self.numbers[output]
    }

    /// The output of operation `number`, and its gradient.
    #[inline(always)]
    pub(super) fn output_and_gradient(&mut self, number: usize, rows: usize) -> [&mut [f32]; 2] {
        apart(
            self.numbers,
            [
                self.layout.output(number, rows),
                self.layout.gradient(number, rows),
            ],
        )
    }

    /// The gradient of the input of operation `number`, and what is added to it.
    #[inline(always)]
    pub(super) fn gradient_and_addend(&mut self, number: usize, rows: usize) -> [&mut [f32]; 2] {
        let operation = &self.layout.graph.operations[number];
        let addend = self
            .layout
            .of_rows(self.layout.places(operation).addend, rows);
        apart(
            self.numbers,
            [self.layout.gradient(operation.inputs()[0], rows), addend],
        )
    }

    /// The output of operation `number`, for what looks at it after the passes.
    #[inline(always)]
    pub(super) fn output_of(&self, number: usize, rows: usize) -> &[f32] {
        &self.numbers[self.layout.output(number, rows)]
    }

    /// The rows of outputs of the model's last pass.
    #[inline(always)]
    #[must_use]
    pub fn outputs<R: Row>(&self, rows: usize) -> &[R] {
        R::rows(self.output_of(self.layout.graph.last(), rows))
    }

    /// The rows of outputs, and the place of their gradient.
    #[inline(always)]
    #[must_use]
    pub fn outputs_and_gradient<R: Row>(&mut self, rows: usize) -> (&[R], &mut [R]) {
        let [outputs, gradient] = self.output_and_gradient(self.layout.graph.last(), rows);
        (R::rows(outputs), R::rows_mut(gradient))
    }
}

/// Parts of an arena's numbers that lie apart.
#[inline(always)]
pub(super) fn apart<const COUNT: usize>(
    numbers: &mut [f32],
    ranges: [Range<usize>; COUNT],
) -> [&mut [f32]; COUNT] {
    match numbers.get_disjoint_mut(ranges) {
        Ok(parts) => parts,
        Err(_) => unreachable!("values that are needed at one time lie apart"),
    }
}

/// A range, or none of it.
#[inline(always)]
fn read(is_read: bool, range: Range<usize>) -> Range<usize> {
    if is_read { range } else { 0..0 }
}
