use core::ops::Range;

use crate::graph::{Graph, INPUTS, Memory, Operation, Places, Slot};
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

    /// The range of the gradient of input number `place` of an operation: that which is added to another one,
    /// where it is.
    #[inline(always)]
    fn gradient_of_input(
        &self,
        operation: &'static Operation,
        place: usize,
        rows: usize,
    ) -> Range<usize> {
        let inputs = operation.inputs();
        if !operation.adds[place] {
            return self.gradient(inputs[place], rows);
        }
        let Slot { mut offset, .. } = self.places(operation).addends;
        for (input, adds) in inputs[..place].iter().zip(operation.adds) {
            if adds {
                offset += self.graph.operations[*input].len;
            }
        }
        let len = self.graph.operations[inputs[place]].len;
        self.of_rows(Slot { offset, len }, rows)
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
    /// added to another one, where it is. The last parts are for the partial gradients of groups of rows and of
    /// calls.
    #[inline(always)]
    pub(super) fn backward(&mut self, number: usize, rows: usize) -> [&mut [f32]; 10] {
        let operation = &self.layout.graph.operations[number];
        let from = operation.inputs()[0];
        let input = read(operation.reads.input, self.layout.output(from, rows));
        let output = read(operation.reads.output, self.layout.output(number, rows));
        let dy = self.layout.gradient(number, rows);
        let dx = self.layout.gradient_of_input(operation, 0, rows);
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
                self.layout.of_batch(operation.training.of_calls),
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

    /// The gradient of input number `place` of operation `number`, and what is added to it.
    #[inline(always)]
    pub(super) fn gradient_and_addend(
        &mut self,
        number: usize,
        place: usize,
        rows: usize,
    ) -> [&mut [f32]; 2] {
        let operation = &self.layout.graph.operations[number];
        let addend = self.layout.gradient_of_input(operation, place, rows);
        let gradient = self.layout.gradient(operation.inputs()[place], rows);
        apart(self.numbers, [gradient, addend])
    }

    /// The output of operation `number`, for what looks at it after the passes.
    #[inline(always)]
    pub(super) fn output_of(&self, number: usize, rows: usize) -> &[f32] {
        &self.numbers[self.layout.output(number, rows)]
    }

    /// The rows of output number `output` of the model's last pass.
    #[inline(always)]
    #[must_use]
    pub fn outputs<R: Row>(&self, output: usize, rows: usize) -> &[R] {
        R::rows(self.output_of(self.layout.graph.outputs[output].operation, rows))
    }

    /// The rows of output number `output`, and the place of their gradient.
    #[inline(always)]
    #[must_use]
    pub fn outputs_and_gradient<R: Row>(&mut self, output: usize, rows: usize) -> (&[R], &mut [R]) {
        let operation = self.layout.graph.outputs[output].operation;
        let [outputs, gradient] = self.output_and_gradient(operation, rows);
        (R::rows(outputs), R::rows_mut(gradient))
    }
}

impl Arena<'_> {
    /// [`forward`](Arena::forward) of an operation with several inputs: the inputs, and then the output and what
    /// the operation asks for.
    pub(super) fn forward_of_several(
        &mut self,
        number: usize,
        rows: usize,
    ) -> ([&[f32]; INPUTS], [&mut [f32]; 5]) {
        let operation = &self.layout.graph.operations[number];
        let inputs = self.inputs(operation, rows, true);
        let [saved, saved_of_batch, scratch, scratch_of_batch] = self.layout.own(operation, rows);
        let output = self.layout.output(number, rows);
        let others = [output, saved, saved_of_batch, scratch, scratch_of_batch];
        let mut ranges = [const { 0..0 }; INPUTS + 5];
        let all = distinct(&inputs).into_iter().chain(others);
        ranges
            .iter_mut()
            .zip(all)
            .for_each(|(to, range)| *to = range);
        let parts = apart(self.numbers, ranges);
        let (values, others) = split_array::<INPUTS, 5, { INPUTS + 5 }>(parts);
        (again(&inputs, values), others)
    }

    /// [`backward`](Arena::backward) of an operation with several inputs: the inputs, the gradients of each, and
    /// then the output, its gradient and what the operation asks for.
    pub(super) fn backward_of_several(
        &mut self,
        number: usize,
        rows: usize,
    ) -> ([&[f32]; INPUTS], [&mut [f32]; INPUTS], [&mut [f32]; 8]) {
        let operation = &self.layout.graph.operations[number];
        let inputs = self.inputs(operation, rows, operation.reads.input);
        let mut gradients = [const { 0..0 }; INPUTS];
        for (place, gradient) in gradients[..operation.inputs().len()].iter_mut().enumerate() {
            *gradient = self.layout.gradient_of_input(operation, place, rows);
        }
        let [saved, saved_of_batch, scratch, scratch_of_batch] = self.layout.own(operation, rows);
        let others = [
            read(operation.reads.output, self.layout.output(number, rows)),
            self.layout.gradient(number, rows),
            saved,
            saved_of_batch,
            scratch,
            scratch_of_batch,
            self.layout.of_batch(operation.training.partials),
            self.layout.of_batch(operation.training.of_calls),
        ];
        let mut ranges = [const { 0..0 }; 2 * INPUTS + 8];
        let all = distinct(&inputs).into_iter().chain(gradients).chain(others);
        ranges
            .iter_mut()
            .zip(all)
            .for_each(|(to, range)| *to = range);
        let parts = apart(self.numbers, ranges);
        let (values, rest) = split_array::<INPUTS, { INPUTS + 8 }, { 2 * INPUTS + 8 }>(parts);
        let (gradients, others) = split_array::<INPUTS, 8, { INPUTS + 8 }>(rest);
        (again(&inputs, values), gradients, others)
    }

    /// The ranges of the inputs of an operation, if they are read; an input of the model has none.
    fn inputs(
        &self,
        operation: &'static Operation,
        rows: usize,
        is_read: bool,
    ) -> [Range<usize>; INPUTS] {
        let mut ranges = [const { 0..0 }; INPUTS];
        for (range, input) in ranges.iter_mut().zip(operation.inputs()) {
            *range = read(is_read, self.layout.output(*input, rows));
        }
        ranges
    }
}

/// The ranges, each once: in place of one that was there before there is none.
fn distinct(ranges: &[Range<usize>; INPUTS]) -> [Range<usize>; INPUTS] {
    core::array::from_fn(|place| {
        let range = &ranges[place];
        if ranges[..place].contains(range) {
            0..0
        } else {
            range.clone()
        }
    })
}

/// The values of ranges that may be the same, from those of [`distinct`] ones.
fn again<'a>(
    ranges: &[Range<usize>; INPUTS],
    values: [&'a mut [f32]; INPUTS],
) -> [&'a [f32]; INPUTS] {
    let values = values.map(|value| &*value);
    core::array::from_fn(|place| {
        let first = ranges.iter().position(|range| *range == ranges[place]);
        values[first.unwrap_or(place)]
    })
}

/// The first `A` parts, and the other `B`.
fn split_array<const A: usize, const B: usize, const ALL: usize>(
    parts: [&mut [f32]; ALL],
) -> ([&mut [f32]; A], [&mut [f32]; B]) {
    let mut parts = parts.into_iter();
    let mut next = |_| parts.next().unwrap_or_default();
    (core::array::from_fn(&mut next), core::array::from_fn(next))
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
