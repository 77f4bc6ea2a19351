//! The arenas: one piece of memory for all values of a pass, each where no other one lies while it is needed.
//!
//! Time counts the operations of a pass: operation `i` of `n` runs forward at time `i`, the loss at `n`,
//! and operation `i` backward at `2n − i`. A value is laid at the first offset at which it meets no value
//! that is needed at one of the same times (first fit).

use core::mem::replace;

use super::operation::{Places, Slot};
use super::{Memory, Operation, Split};
use crate::tensor::LANES;

/// The kinds of values that an operation can have in an arena.
const KINDS: usize = 5;

/// A value in an arena: its numbers, and the times at which it is needed, in up to two intervals.
#[derive(Clone, Copy)]
struct Value {
    len: usize,
    times: [[usize; 2]; 2],
}

impl Value {
    const fn during(len: usize, first: usize, last: usize) -> Self {
        Value {
            len,
            times: [[first, last]; 2],
        }
    }

    /// Whether both are needed at one time.
    const fn meets(&self, other: &Value) -> bool {
        let ([[a, b], [c, d]], [[e, f], [g, h]]) = (self.times, other.times);
        (a <= f && e <= b) || (a <= h && g <= b) || (c <= f && e <= d) || (c <= h && g <= d)
    }
}

/// A value in its place.
#[derive(Clone, Copy)]
struct Laid {
    value: Value,
    offset: usize,
    /// The number of the value at the next offset.
    next: usize,
}

/// The end of a list of values.
const END: usize = usize::MAX;

/// An arena that is being filled. Its values are a list in the order of their offsets, so that one walk finds
/// room: the compiler interprets it, each time that the model is checked.
struct Arena<const COUNT: usize> {
    laid: [[Laid; COUNT]; KINDS],
    first: usize,
    count: usize,
    len: usize,
}

impl<const COUNT: usize> Arena<COUNT> {
    const fn empty() -> Self {
        Arena {
            laid: [[Laid {
                value: Value::during(0, 0, 0),
                offset: 0,
                next: END,
            }; COUNT]; KINDS],
            first: END,
            count: 0,
            len: 0,
        }
    }

    /// Lays a value where there is room.
    const fn lay(&mut self, value: Value) -> Slot {
        if value.len == 0 {
            return Slot::NONE;
        }
        let laid = self.laid.as_flattened_mut();
        let (mut offset, mut before, mut at) = (0, END, self.first);
        while at != END && laid[at].offset < offset + value.len {
            let other = &laid[at];
            let end = other.offset + other.value.len;
            if offset < end && value.meets(&other.value) {
                offset = end;
            }
            if other.offset <= offset {
                before = at;
            }
            at = other.next;
        }
        let link = if before == END {
            &mut self.first
        } else {
            &mut laid[before].next
        };
        let next = replace(link, self.count);
        laid[self.count] = Laid {
            value,
            offset,
            next,
        };
        self.count += 1;
        if offset + value.len > self.len {
            self.len = offset + value.len;
        }
        Slot {
            offset,
            len: value.len,
        }
    }
}

/// Lays the values of a pass, of training if it `trains`: outputs and memory as long as a backward pass needs
/// them, gradients from their first to their last use. Returns the size of the arena.
pub(super) const fn lay_out<const COUNT: usize>(
    operations: &mut [Operation; COUNT],
    trains: bool,
) -> Memory {
    let last = last_uses(operations, trains);
    let first = if trains {
        first_uses_of_gradients(operations)
    } else {
        [0; COUNT]
    };
    let (mut rows, mut batch) = (Arena::<COUNT>::empty(), Arena::<COUNT>::empty());
    let mut number = 0;
    while number < COUNT {
        if operations[number].is_input() {
            number += 1;
            continue;
        }
        let Operation {
            len,
            value,
            gradient,
            saved,
            scratch,
            by_rows,
            vectors,
            split,
            ..
        } = operations[number];
        // A prediction has no way back.
        let back = if trains { 2 * COUNT - number } else { number };
        let both = [[number, number], [back, back]];
        let by_rows = if trains { by_rows } else { 0 };
        let mut places = Places::NONE;
        if value == number {
            places.output = rows.lay(Value::during(len, number, last[number]));
        }
        if trains && gradient == number {
            places.gradient = rows.lay(Value::during(len, first[number], back));
        }
        places.saved = rows.lay(Value::during(saved.row, number, back));
        places.saved_of_batch = batch.lay(Value::during(saved.batch, number, back));
        places.scratch = rows.lay(Value {
            len: scratch.row,
            times: both,
        });
        places.scratch_of_batch = batch.lay(Value {
            len: scratch.batch + by_rows,
            times: both,
        });
        if trains && matches!(split, Split::Rows { .. }) {
            places.partials = batch.lay(Value::during(2 * vectors * LANES, back, back));
        }
        if trains && operations[number].is_shared() {
            let [first, last] = operations[number].calls;
            places.of_calls = if number == first {
                let first_back = 2 * COUNT - last;
                batch.lay(Value::during(2 * vectors * LANES, first_back, back))
            } else {
                operations[first].training.of_calls
            };
        }
        if trains {
            let addends = addends(operations, number);
            places.addends = rows.lay(Value::during(addends, back, back));
            operations[number].training = places;
        } else {
            operations[number].prediction = places;
        }
        number += 1;
    }
    Memory {
        row: rows.len,
        batch: batch.len,
    }
}

/// The time at which each output is read last, by the operation in whose memory it lies.
const fn last_uses<const COUNT: usize>(
    operations: &[Operation; COUNT],
    trains: bool,
) -> [usize; COUNT] {
    let mut last = [0; COUNT];
    let mut number = 0;
    while number < COUNT {
        let operation = &operations[number];
        let back = 2 * COUNT - number;
        let own = match operation {
            Operation { is_kept: true, .. } => 2 * COUNT + 1,
            Operation { reads, .. } if trains && reads.output => back,
            _ => number,
        };
        later(&mut last, operation.value, own);
        let read = if trains && operation.reads.input {
            back
        } else {
            number
        };
        let mut place = 0;
        while place < operation.inputs().len() {
            later(&mut last, operations[operation.inputs()[place]].value, read);
            place += 1;
        }
        number += 1;
    }
    last
}

/// The time at which the gradient of each output is written first, by the operation in whose memory it lies:
/// by the loss, or by the last operation that takes the output.
const fn first_uses_of_gradients<const COUNT: usize>(
    operations: &[Operation; COUNT],
) -> [usize; COUNT] {
    let mut first = [2 * COUNT; COUNT];
    let mut number = COUNT;
    while number > 0 {
        number -= 1;
        if operations[number].is_output {
            first[operations[number].gradient] = COUNT;
        }
    }
    number = COUNT;
    while number > 0 {
        number -= 1;
        let mut place = 0;
        while place < operations[number].inputs().len() {
            let gradient = operations[operations[number].inputs()[place]].gradient;
            let time = if gradient == operations[number].gradient {
                first[gradient]
            } else {
                2 * COUNT - number
            };
            if time < first[gradient] {
                first[gradient] = time;
            }
            place += 1;
        }
    }
    first
}

const fn later<const COUNT: usize>(times: &mut [usize; COUNT], value: usize, time: usize) {
    if time > times[value] {
        times[value] = time;
    }
}

/// The numbers of the gradients that an operation adds to what is there.
const fn addends<const COUNT: usize>(operations: &[Operation; COUNT], number: usize) -> usize {
    let (mut numbers, mut place) = (0, 0);
    let inputs = operations[number].inputs();
    while place < inputs.len() {
        if operations[number].adds[place] {
            numbers += operations[inputs[place]].len;
        }
        place += 1;
    }
    numbers
}
