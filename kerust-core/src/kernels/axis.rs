//! Rows with one of their axes as the last one.

use crate::tensor::Dims;

/// An axis of a row, between those before it and those behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Axis {
    /// The places along it.
    pub(crate) len: usize,
    /// The distance between two of them.
    step: usize,
}

impl Axis {
    /// Axis number `axis`, from 0, of a row of this shape.
    pub(crate) fn new(shape: Dims, axis: usize) -> Self {
        Axis {
            len: shape.sizes[axis],
            step: shape.sizes[axis + 1..].iter().product(),
        }
    }

    /// The numbers of `row` with this axis as the last one.
    pub(crate) fn to_the_end(self, row: &[f32], to: &mut [f32]) {
        for (run, to) in to.chunks_exact_mut(self.len).enumerate() {
            let first = self.first(run);
            for (place, to) in to.iter_mut().enumerate() {
                *to = row[first + place * self.step];
            }
        }
    }

    /// The reverse of [`to_the_end`](Axis::to_the_end).
    pub(crate) fn back(self, from: &[f32], row: &mut [f32]) {
        for (run, from) in from.chunks_exact(self.len).enumerate() {
            let first = self.first(run);
            for (place, from) in from.iter().enumerate() {
                row[first + place * self.step] = *from;
            }
        }
    }

    /// The place of the first number of run number `run` along the axis.
    fn first(self, run: usize) -> usize {
        run / self.step * self.step * self.len + run % self.step
    }
}
