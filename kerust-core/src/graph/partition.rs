//! The split of the operations between threads.

use super::pairs::{self, Link};
use super::{Graph, Kind, Operation};
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
pub(super) const fn split<const COUNT: usize>(
    operations: &mut [Operation; COUNT],
    readers: &[usize; COUNT],
) {
    let mut links = [Link::NONE; COUNT];
    let mut number = 0;
    while number < COUNT {
        links[number] = Link {
            parts: operations[number].parts,
            follows: match *operations[number].inputs() {
                [input] => input + 1 == number && readers[input] == 1,
                _ => false,
            },
        };
        number += 1;
    }
    let splits = pairs::split(links);
    number = 0;
    while number < COUNT {
        operations[number].split = splits[number];
        number += 1;
    }
    split_rows(operations);
}

/// Splits by rows: layers that can be split so, with activations, views and elementwise layers between and behind
/// them, if one of those that are connected has weights. Others would not be worth the exchange of rows.
const fn split_rows<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    // The first operation of those that are connected to each one, or none.
    let mut region = [COUNT; COUNT];
    let mut is_trained = [false; COUNT];
    let mut number = 0;
    while number < COUNT {
        let operation = &operations[number];
        let inputs = operation.inputs();
        let (mut some, mut all, mut place) = (COUNT, true, 0);
        while place < inputs.len() {
            let of_input = root(&region, inputs[place]);
            if of_input == COUNT {
                all = false;
            } else if of_input < some {
                some = of_input;
            }
            place += 1;
        }
        if goes_by_rows(operation, all && !inputs.is_empty()) {
            region[number] = if some < COUNT { some } else { number };
            place = 0;
            while place < inputs.len() {
                let of_input = root(&region, inputs[place]);
                if of_input < COUNT && of_input != some {
                    region[of_input] = some;
                    is_trained[some] = is_trained[some] || is_trained[of_input];
                }
                place += 1;
            }
            let own = region[number];
            is_trained[own] = is_trained[own] || operation.is_trained;
        }
        number += 1;
    }
    number = 0;
    while number < COUNT {
        let own = root(&region, number);
        if own < COUNT && is_trained[own] {
            operations[number].split = Split::BY_ROWS;
        }
        number += 1;
    }
    number = 0;
    while number < COUNT {
        if is_by_rows(&operations[number]) {
            operations[number].ends_rows |= operations[number].is_output;
        } else {
            let mut place = 0;
            while place < operations[number].inputs().len() {
                let input = operations[number].inputs()[place];
                operations[input].ends_rows = is_by_rows(&operations[input]);
                place += 1;
            }
        }
        number += 1;
    }
}

/// The first operation of those that are connected to this one; as many as there are, if it does not go by rows.
const fn root<const COUNT: usize>(region: &[usize; COUNT], mut number: usize) -> usize {
    while region[number] < number {
        number = region[number];
    }
    region[number]
}

/// Whether an operation can be among those that are split by rows, where its inputs all are or not.
const fn goes_by_rows(operation: &Operation, follows: bool) -> bool {
    let has_own_rows = matches!(operation.parts, Parts::Rows) && !operation.is_view;
    let is_between = operation.is_view
        || matches!(operation.kind, Kind::Activation)
        || matches!(operation.parts, Parts::Elementwise);
    has_own_rows || (follows && is_between && !operation.is_trained)
}

impl Graph {
    /// Whether input number `place` of operation `number` is complete in each thread, but not the operation's
    /// output.
    pub(crate) const fn begins_rows(&self, number: usize, place: usize) -> bool {
        let operation = &self.operations[number];
        is_by_rows(operation) && !is_by_rows(&self.operations[operation.inputs[place]])
    }
}

const fn is_by_rows(operation: &Operation) -> bool {
    matches!(operation.split, Split::Rows { .. })
}
