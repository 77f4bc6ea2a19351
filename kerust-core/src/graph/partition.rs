//! The split of the operations between threads.

use super::{Graph, Kind, Operation, pairs};
use crate::parallel::Split;

/// The ways in which a layer by itself can be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Not at all: every thread computes all of it.
    Whole,
    /// Each number of its output depends on the same number of its input alone: a pass computes the
    /// [columns](crate::layers::Pass::columns) of its worker, or all.
    Elementwise,
    /// Each row of its output depends on the same row of its input alone, and there is enough work in a row.
    Rows,
    /// Every output is a sum over the inputs.
    Dense {
        /// The number of outputs.
        outputs: usize,
        /// Whether its activation is elementwise.
        elementwise: bool,
    },
}

/// Decides how each operation is split.
pub(super) const fn split<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    let mut parts = [Parts::Whole; COUNT];
    let mut number = 0;
    while number < COUNT {
        parts[number] = operations[number].parts;
        number += 1;
    }
    let splits = pairs::split(parts);
    number = 0;
    while number < COUNT {
        operations[number].split = splits[number];
        number += 1;
    }
    split_rows(operations);
}

/// Splits by rows: layers in a row that can be split so, with activations, views and elementwise layers between
/// and behind them, if one of them has weights. Others would not be worth the exchange of rows.
const fn split_rows<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    let mut first = 1;
    while first < COUNT {
        let (mut end, mut is_trained) = (first, false);
        while end < COUNT && goes_by_rows(&operations[end], end == first) {
            is_trained = is_trained || operations[end].is_trained;
            end += 1;
        }
        let mut number = first;
        while is_trained && number < end {
            operations[number].split = Split::BY_ROWS;
            number += 1;
        }
        first = if end > first { end } else { first + 1 };
    }
}

/// Whether an operation can be among those that are split by rows, or the first of them.
const fn goes_by_rows(operation: &Operation, is_first: bool) -> bool {
    let has_own_rows = matches!(operation.parts, Parts::Rows) && !operation.is_view;
    let follows = operation.is_view
        || matches!(operation.kind, Kind::Activation)
        || matches!(operation.parts, Parts::Elementwise);
    has_own_rows || (!is_first && follows && !operation.is_trained)
}

impl Graph {
    /// Whether the inputs of operation `number` are complete in each thread, but not its outputs.
    pub(crate) const fn begins_rows(&self, number: usize) -> bool {
        is_by_rows(&self.operations[number]) && !is_by_rows(&self.operations[number - 1])
    }

    /// Whether the outputs of operation `number` have to be completed in each thread for the next one, or for
    /// the loss.
    pub(crate) const fn ends_rows(&self, number: usize) -> bool {
        is_by_rows(&self.operations[number])
            && (number == self.last() || !is_by_rows(&self.operations[number + 1]))
    }
}

const fn is_by_rows(operation: &Operation) -> bool {
    matches!(operation.split, Split::Rows { .. })
}
