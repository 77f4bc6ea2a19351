//! Operations that need no memory of their own: views, and activations that are computed in place.

use super::{Kind, Operation};

/// Decides where each operation's output and its gradient lie.
pub(super) const fn place<const COUNT: usize>(
    operations: &mut [Operation; COUNT],
    readers: &[usize; COUNT],
) {
    let mut number = 0;
    while number < COUNT {
        if operations[number].is_input() {
            number += 1;
            continue;
        }
        operations[number].value = number;
        operations[number].gradient = number;
        if let [input] = *operations[number].inputs() {
            let is_view = operations[number].is_view;
            // The model's input is not kept.
            let is_lost =
                operations[number].is_kept && operations[operations[input].value].is_input();
            if (is_view && !is_lost) || is_in_place(operations, readers, number, input) {
                operations[number].value = operations[input].value;
            }
            let changes_gradient_in_place =
                is_view || matches!(operations[number].kind, Kind::Activation);
            // The gradient of the model's input lies where the caller says.
            if changes_gradient_in_place && readers[input] == 1 && !operations[input].is_input() {
                operations[number].gradient = operations[input].gradient;
            }
        }
        number += 1;
    }
}

/// Whether an activation can be computed where its input lies: nobody needs that input, nor anything else
/// that lies there, after it.
const fn is_in_place<const COUNT: usize>(
    operations: &[Operation; COUNT],
    readers: &[usize; COUNT],
    number: usize,
    input: usize,
) -> bool {
    let activation = &operations[number];
    if !matches!(activation.kind, Kind::Activation) || activation.reads.input {
        return false;
    }
    let value = operations[input].value;
    if operations[value].is_input() {
        return false;
    }
    // All that lies there is a chain that ends here.
    let mut before = value;
    while before < number {
        let operation = &operations[before];
        if operation.value == value
            && (readers[before] != 1 || operation.reads.output || operation.is_kept)
        {
            return false;
        }
        before += 1;
    }
    true
}

/// Whether the gradient of what the activation of output `number` is applied to can be given in place of that of
/// the output: it is that of the layer that the loss depends on, its derivative is known from the output,
/// nobody else takes that, and there is no penalty on it.
pub(super) const fn fuses_loss<const COUNT: usize>(
    operations: &[Operation; COUNT],
    number: usize,
) -> bool {
    let activation = &operations[number];
    if !matches!(activation.kind, Kind::Activation) {
        return false;
    }
    let has_own_gradient = operations[activation.inputs[0]].gradient != activation.gradient;
    let mut reader = number + 1;
    while reader < COUNT {
        let inputs = operations[reader].inputs();
        let mut input = 0;
        while input < inputs.len() {
            if inputs[input] == number {
                return false;
            }
            input += 1;
        }
        reader += 1;
    }
    !activation.looks_through
        && !activation.reads.input
        && !has_own_gradient
        && activation.penalized.is_none()
}
