//! The split of the operations between threads.

use super::Operation;
use crate::team::plan;
pub use crate::team::{Parts, Split};

/// Decides how each operation is split.
pub(super) const fn split<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    let mut parts = [Parts::Whole; COUNT];
    let mut number = 0;
    while number < COUNT {
        parts[number] = operations[number].parts;
        number += 1;
    }
    let splits = plan(parts);
    number = 0;
    while number < COUNT {
        operations[number].split = splits[number];
        number += 1;
    }
}
