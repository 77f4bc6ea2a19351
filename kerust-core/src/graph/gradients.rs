//! The gradients that are needed.

use super::Operation;

/// Decides whose gradients are needed for weights, and which ones are added to others.
pub(super) const fn follow<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    let mut number = 0;
    while number < COUNT {
        let mut is_wanted = operations[number].is_trained;
        let mut place = 0;
        while place < operations[number].inputs().len() {
            let input = operations[number].inputs()[place];
            is_wanted = is_wanted || operations[input].is_wanted;
            place += 1;
        }
        operations[number].is_wanted = is_wanted;
        number += 1;
    }
    add(operations);
}

/// Goes as the backward pass does, from the last input of the last operation: the first gradient of an output
/// is written, the others are added. The first one of an output of the model is the loss'.
const fn add<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    let mut is_written = [false; COUNT];
    let mut number = 0;
    while number < COUNT {
        is_written[number] = operations[number].is_output;
        number += 1;
    }
    while number > 0 {
        number -= 1;
        let mut place = operations[number].inputs().len();
        while place > 0 {
            place -= 1;
            let input = operations[number].inputs()[place];
            operations[number].adds[place] = is_written[input];
            is_written[input] = true;
        }
    }
}
