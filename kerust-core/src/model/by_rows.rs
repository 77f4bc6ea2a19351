//! The passes of a layer that is split by rows: it sees a part of the batch as if that were the whole batch.
//!
//! The split says into how many groups the rows are divided, whatever the number of threads. The gradient of
//! the weights is computed for each group, and these gradients are added in the order of the groups, so that
//! the sum has the same bits with any number of threads.

use core::array;
use core::ops::Range;

use crate::graph::INPUTS;
use crate::layers::{Backward, Forward, OwnMemory, Pass};
use crate::simd::math;
use crate::tensor::{RowRange, Rows, Vector16};

/// The range of the numbers of these rows, which have `len` each.
#[inline(always)]
pub(super) fn numbers(rows: &Range<usize>, len: usize) -> Range<usize> {
    rows.start * len..rows.end * len
}

/// The numbers of these rows among `all` numbers of `count` rows; none, if there are none at all.
fn some<'a>(all: &'a [f32], own: &Range<usize>, count: usize) -> &'a [f32] {
    &all[numbers(own, all.len() / count)]
}

fn some_mut<'a>(all: &'a mut [f32], own: &Range<usize>, count: usize) -> &'a mut [f32] {
    let len = all.len() / count;
    &mut all[numbers(own, len)]
}

impl OwnMemory<'_> {
    /// The memory of these rows among `count`, and that of the batch.
    fn some(&mut self, own: &Range<usize>, count: usize) -> OwnMemory<'_> {
        OwnMemory {
            saved: some_mut(self.saved, own, count),
            saved_of_batch: self.saved_of_batch,
            scratch: some_mut(self.scratch, own, count),
            scratch_of_batch: self.scratch_of_batch,
        }
    }
}

/// The rows `own` of each of the inputs.
fn parts<'a>(inputs: &[&'a dyn Rows], own: &Range<usize>) -> [RowRange<'a>; INPUTS] {
    array::from_fn(|place| RowRange::new(inputs[place.min(inputs.len() - 1)], own.clone()))
}

/// Computes the outputs of this thread's rows.
pub(super) fn forward(mut whole: Forward<'_>, layer: &mut dyn FnMut(Forward<'_>)) {
    let count = whole.x.count();
    let own = whole.pass.own_rows(count);
    if own.is_empty() {
        return;
    }
    let parts = parts(whole.inputs, &own);
    let inputs: [&dyn Rows; INPUTS] = array::from_fn(|place| &parts[place] as &dyn Rows);
    layer(Forward {
        x: inputs[0],
        inputs: &inputs[..whole.inputs.len()],
        y: some_mut(whole.y, &own, count),
        shapes: whole.shapes,
        weights: whole.weights,
        own: whole.own.some(&own, count),
        pass: &whole.pass.starting_at(own.start),
    });
}

/// Computes the gradient of the inputs for this thread's rows, and the gradient of the weights for all rows,
/// which is the same in every thread.
///
/// `partials` is memory for two gradients of the weights: of all groups, and of one. If the gradient of an
/// input `is_gathered`, every thread gets that of all rows.
pub(super) fn backward(
    mut whole: Backward<'_>,
    partials: &mut [f32],
    is_gathered: &dyn Fn(usize) -> bool,
    layer: &mut dyn FnMut(Backward<'_>),
) {
    let count = whole.dy.len() / whole.shapes.output.len();
    let (pass, reducer) = (whole.pass, whole.pass.reducer());
    let partition = pass.partition();
    if partials.is_empty() || !whole.sink.is_wanted() {
        let own = partition.own_rows(count);
        some_rows(&mut whole, own, count, &mut [], layer);
    } else {
        let (partials, _) = partials.as_chunks_mut();
        let (total, partial) = partials.split_at_mut(partials.len() / 2);
        total.as_flattened_mut().fill(0.0);
        for group in partition.own_groups() {
            let mut published = reducer.map(|reducer| reducer.publish(group, total.len()));
            let partial = published.as_deref_mut().unwrap_or(partial);
            let own = partition.group_rows(group, count);
            if own.is_empty() {
                partial.as_flattened_mut().fill(0.0);
            }
            some_rows(&mut whole, own, count, partial, layer);
            if reducer.is_none() {
                let (partial, total) = (partial.as_flattened(), total.as_flattened_mut());
                math::zip(partial, total, |partial, total| total + partial);
            }
        }
        if let Some(reducer) = reducer {
            reducer.wait();
            reducer.add(partition.groups(), total);
        }
        whole.sink.give_all(0, total);
    }
    let others = whole.other_dx.iter_mut().map(Option::as_deref_mut);
    for (place, dx) in [whole.dx].into_iter().chain(others).enumerate() {
        if let Some(dx) = dx
            && is_gathered(place)
        {
            pass.gather_rows(dx, whole.shapes.inputs[place].len());
        }
    }
}

/// Runs the backward pass on these rows among `count`. The gradient of the weights goes to `gradients`.
fn some_rows(
    whole: &mut Backward<'_>,
    own: Range<usize>,
    count: usize,
    gradients: &mut [Vector16],
    layer: &mut dyn FnMut(Backward<'_>),
) {
    if own.is_empty() {
        return;
    }
    let pass: &Pass<'_> = &whole.pass.starting_at(own.start);
    let parts = parts(whole.inputs, &own);
    let inputs: [&dyn Rows; INPUTS] = array::from_fn(|place| &parts[place] as &dyn Rows);
    let mut other_dx = [const { None }; INPUTS];
    for (some, all) in other_dx.iter_mut().zip(&mut *whole.other_dx) {
        *some = all.as_deref_mut().map(|dx| some_mut(dx, &own, count));
    }
    layer(Backward {
        x: inputs[0],
        inputs: &inputs[..whole.inputs.len()],
        y: some(whole.y, &own, count),
        dy: some(whole.dy, &own, count),
        dx: (whole.dx.as_deref_mut()).map(|dx| some_mut(dx, &own, count)),
        other_dx: &mut other_dx[..whole.inputs.len() - 1],
        shapes: whole.shapes,
        sink: whole.sink.keep(gradients),
        own: whole.own.some(&own, count),
        pass,
    });
}
