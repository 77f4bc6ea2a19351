//! The gradients that are needed.

use super::Operation;

/// Decides whose gradients are needed for weights, and which ones are added to others.
pub(super) const fn follow<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    let mut number = 1;
    while number < COUNT {
        let mut is_wanted = operations[number].is_trained;
        let mut place = 0;
        while place < operations[number].inputs().len() {
            let input = operations[number].inputs()[place];
            is_wanted = is_wanted || operations[input].is_wanted;
            // The backward pass comes to later operations first.
            operations[number].adds[place] = is_read_later(operations, number, place);
            place += 1;
        }
        operations[number].is_wanted = is_wanted;
        number += 1;
    }
}

/// Whether a later operation, or a later input of the same one, takes the output that an operation has at
/// this place among its inputs.
const fn is_read_later<const COUNT: usize>(
    operations: &[Operation; COUNT],
    number: usize,
    place: usize,
) -> bool {
    let value = operations[number].inputs()[place];
    let (mut later, mut first) = (number, place + 1);
    while later < COUNT {
        let inputs = operations[later].inputs();
        while first < inputs.len() {
            if inputs[first] == value {
                return true;
            }
            first += 1;
        }
        (later, first) = (later + 1, 0);
    }
    false
}
