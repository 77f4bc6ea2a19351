//! Operations that need no memory of their own: views, and activations that are computed in place.

use super::{Kind, Operation};

/// Decides where each operation's output and its gradient lie.
pub(super) const fn place<const COUNT: usize>(operations: &mut [Operation; COUNT]) {
    let readers = readers(operations);
    let mut number = 1;
    while number < COUNT {
        operations[number].value = number;
        operations[number].gradient = number;
        if let [input] = *operations[number].inputs() {
            let is_view = operations[number].is_view;
            // The model's input is not kept.
            let is_lost = operations[number].is_kept && operations[input].value == 0;
            if (is_view && !is_lost) || is_in_place(operations, &readers, number, input) {
                operations[number].value = operations[input].value;
            }
            let changes_gradient_in_place =
                is_view || matches!(operations[number].kind, Kind::Activation);
            // The gradient of the model's input lies where the caller says.
            if changes_gradient_in_place && readers[input] == 1 && input > 0 {
                operations[number].gradient = operations[input].gradient;
            }
        }
        number += 1;
    }
}

/// The number of operations that take each output.
const fn readers<const COUNT: usize>(operations: &[Operation; COUNT]) -> [usize; COUNT] {
    let mut readers = [0; COUNT];
    let mut number = 1;
    while number < COUNT {
        let inputs = operations[number].inputs();
        let mut input = 0;
        while input < inputs.len() {
            readers[inputs[input]] += 1;
            input += 1;
        }
        number += 1;
    }
    readers
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
    if value == 0 {
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

/// Whether a loss can give the gradient of what the last activation is applied to: the activation is that
/// of the layer that the loss depends on, its derivative is known from its output, and there is no
/// penalty on the outputs between them.
pub(super) const fn fuses_loss(operations: &[Operation], head: usize) -> bool {
    let last = operations.len() - 1;
    let activation = &operations[last];
    let has_own_gradient = operations[last - 1].gradient != activation.gradient;
    activation.layer == head
        && !activation.reads.input
        && !has_own_gradient
        && !activation.has_penalty
}
