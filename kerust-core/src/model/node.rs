//! The passes of one layer of a model: what `model!` calls for each.

use core::array;

use super::activity::add_activity_gradient;
use super::by_rows::{self, numbers};
use super::calls::Calls;
use super::trainable::Trained;
use super::{Arena, Model};
use crate::gradients::{Learner, Sink};
use crate::graph::{INPUTS, Operation, Split};
use crate::layers::{self, Arrays, Backward, Forward, Infer, Layer, Node, OwnMemory, Pass, Shapes};
use crate::simd::math;
use crate::tensor::{Contiguous, Rows, Vector16};

/// The shapes of a layer, as it sees them in its passes.
const fn shapes<N: Node>() -> Shapes
where
    N::Layer: Infer<N>,
{
    Shapes {
        input: N::INPUT,
        inputs: N::INPUTS,
        output: <N::Layer as Infer<N>>::SPEC.output(),
        weights: const { <N::Layer as Infer<N>>::SPEC.weights.as_slice() },
    }
}

/// Computes the outputs of operation number `number`, a layer, and applies its activation. `x` has the rows of each
/// of the model's inputs.
#[inline(always)]
pub fn forward<M: Model, N: Node<Layer = L>, L: Layer + Infer<N>>(
    number: usize,
    weights: &[Vector16],
    x: &[&dyn Rows],
    arena: &mut Arena<'_>,
    pass: &Pass<'_>,
) {
    forward_of_layer::<M, N, L>(number, weights, x, arena, pass);
    forward_of_activation::<M, N, L>(number, x, arena, pass);
    complete::<M>(number, x, arena, pass);
    complete::<M>(number + 1, x, arena, pass);
}

/// Completes the rows of an operation in each thread, if another one or the loss needs all of them.
#[inline(always)]
fn complete<M: Model>(number: usize, x: &[&dyn Rows], arena: &mut Arena<'_>, pass: &Pass<'_>) {
    let operation = &M::GRAPH.operations[number];
    if operation.ends_rows {
        let y = arena.output_mut(number, x[0].count());
        pass.split(operation.split).gather_rows(y, operation.len);
    }
}

/// Computes the outputs of a call before its activation.
#[inline(always)]
fn forward_of_layer<M: Model, N: Node<Layer = L>, L: Layer + Infer<N>>(
    number: usize,
    weights: &[Vector16],
    x: &[&dyn Rows],
    arena: &mut Arena<'_>,
    pass: &Pass<'_>,
) {
    let rows = x[0].count();
    let operation = &M::GRAPH.operations[number];
    if operation.is_view {
        return;
    }
    let pass = &pass
        .layer(random_number::<M>(number))
        .split(operation.split);
    if const { N::INPUTS.len() == 1 } {
        let input = operation.inputs()[0];
        let [own_x, y, saved, saved_of_batch, scratch, scratch_of_batch] =
            arena.forward(number, rows);
        let own = OwnMemory {
            saved,
            saved_of_batch,
            scratch,
            scratch_of_batch,
        };
        let own_x = Contiguous::new(own_x, M::GRAPH.operations[input].len);
        let x = models_input::<M>(input).map_or(&own_x as &dyn Rows, |input| x[input]);
        run_forward::<N, L>(&[x], y, weights, own, pass);
    } else {
        let (values, [y, saved, saved_of_batch, scratch, scratch_of_batch]) =
            arena.forward_of_several(number, rows);
        let own = OwnMemory {
            saved,
            saved_of_batch,
            scratch,
            scratch_of_batch,
        };
        let values = contiguous::<M>(operation, values);
        let inputs = &rows_of::<M>(operation, &values, x)[..operation.inputs().len()];
        run_forward::<N, L>(inputs, y, weights, own, pass);
    }
}

/// The forward pass of a layer, or of this thread's rows of it.
#[inline(always)]
fn run_forward<N: Node<Layer = L>, L: Layer + Infer<N>>(
    inputs: &[&dyn Rows],
    y: &mut [f32],
    weights: &[Vector16],
    own: OwnMemory<'_>,
    pass: &Pass<'_>,
) {
    let whole = Forward {
        x: inputs[0],
        inputs,
        y,
        shapes: const { shapes::<N>() },
        weights: Arrays::new(const { shapes::<N>().weights }, weights),
        own,
        pass,
    };
    if pass.splits_rows() {
        by_rows::forward(whole, &mut |part| N::LAYER.forward(part));
    } else {
        N::LAYER.forward(whole);
    }
}

/// The values of the inputs of an operation as rows.
fn contiguous<'a, M: Model>(
    operation: &Operation,
    values: [&'a [f32]; INPUTS],
) -> [Contiguous<'a>; INPUTS] {
    array::from_fn(|place| {
        let input = operation.inputs().get(place);
        let len = input.map_or(1, |input| M::GRAPH.operations[*input].len);
        Contiguous::new(values[place], len)
    })
}

/// The rows of the inputs of an operation: its own values, or the model's.
fn rows_of<'a, M: Model>(
    operation: &Operation,
    values: &'a [Contiguous<'a>; INPUTS],
    x: &[&'a dyn Rows],
) -> [&'a dyn Rows; INPUTS] {
    array::from_fn(|place| {
        let input = operation.inputs().get(place);
        let of_model = input.and_then(|input| models_input::<M>(*input));
        of_model.map_or(&values[place] as &dyn Rows, |input| x[input])
    })
}

/// Applies the activation of a call.
#[inline(always)]
fn forward_of_activation<M: Model, N: Node<Layer = L>, L: Layer + Infer<N>>(
    number: usize,
    x: &[&dyn Rows],
    arena: &mut Arena<'_>,
    pass: &Pass<'_>,
) {
    let rows = x[0].count();
    let activation = &M::GRAPH.operations[number + 1];
    let is_in_place = activation.value != number + 1;
    if activation.is_view && is_in_place {
        return;
    }
    let pass = &pass
        .layer(random_number::<M>(number))
        .split(activation.split);
    let y = if is_in_place {
        arena.output_mut(number + 1, rows)
    } else {
        let [own_x, y, ..] = arena.forward(number + 1, rows);
        if let Some(input) = models_input::<M>(number) {
            for (row, y) in y.chunks_exact_mut(activation.len).enumerate() {
                y.copy_from_slice(x[input].numbers(row));
            }
        } else {
            y.copy_from_slice(own_x);
        }
        y
    };
    let width = const { shapes::<N>().output.width() };
    let y = &mut y[numbers(&pass.own_rows(rows), activation.len)];
    layers::apply::<L::Activation>(y, activation.len, width, pass);
}

/// The forward pass of a batch, compiled once for a model; that of one row is compiled where it is used.
#[inline(never)]
pub(crate) fn forward_batch<M: Model>(
    model: &M,
    x: &[&dyn Rows],
    arena: &mut Arena<'_>,
    pass: &Pass<'_>,
) {
    model.forward(x, arena, pass);
}

/// The number that random choices of an operation depend on: that of its layer in a chain.
#[inline(always)]
const fn random_number<M: Model>(number: usize) -> u32 {
    ((number - M::GRAPH.inputs) / 2 + 1) as u32
}

/// The number of the model's input that an operation's output is, in whatever shape.
#[inline(always)]
fn models_input<M: Model>(number: usize) -> Option<usize> {
    let value = M::GRAPH.operations[number].value;
    M::GRAPH.operations[value].is_input().then_some(value)
}

/// The start of a backward pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The gradients of the model's outputs.
    Outputs,
    /// The same, but where [losses are fused](crate::graph::Output::fuses_loss) with the last activation, what
    /// comes before it.
    Losses,
}

/// Computes the gradients of operation number `number`, a layer, from those of the outputs of the model;
/// `inputs` is where the gradients with respect to the model's inputs go, if they are wanted.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
pub fn backward<M: Model, N: Node<Layer = L>, L: Layer + Infer<N>>(
    number: usize,
    (weights, first): (&mut [Vector16], usize),
    x: &[&dyn Rows],
    arena: &mut Arena<'_>,
    from: Start,
    inputs: Option<&mut [&mut [f32]]>,
    learner: &mut Learner<'_>,
    trained: &Trained<'_>,
    pass: &Pass<'_>,
) {
    let rows = x[0].count();
    if !(trained.wants::<M>(number) || inputs.is_some()) {
        return;
    }
    let activation = &M::GRAPH.operations[number + 1];
    if !(from == Start::Losses && activation.is_output && M::GRAPH.is_fused(number + 1)) {
        if let Some(activity) = const { <N::Layer as Infer<N>>::SPEC.activity }
            && pass.is_penalized()
        {
            let [y, dy] = arena.output_and_gradient(number + 1, rows);
            add_activity_gradient(activity, shapes::<N>().output, rows, y, dy);
        }
        if !activation.is_view {
            let pass = &pass
                .layer(random_number::<M>(number))
                .split(activation.split);
            let width = const { shapes::<N>().output.width() };
            let [own_x, y, dy] = arena.backward_in_place(number + 1, rows);
            let len = activation.len;
            if activation.reads.input
                && let Some(input) = models_input::<M>(number)
            {
                let gradients = y.chunks_exact(len).zip(dy.chunks_exact_mut(len));
                for (row, (y, dy)) in gradients.enumerate() {
                    let x = x[input].numbers(row);
                    layers::apply_gradient::<L::Activation>(x, y, dy, len, width, pass);
                }
            } else {
                let own = numbers(&pass.own_rows(rows), len);
                let (own_x, y, dy) = (
                    own_x.get(own.clone()).unwrap_or_default(),
                    y.get(own.clone()).unwrap_or_default(),
                    &mut dy[own],
                );
                layers::apply_gradient::<L::Activation>(own_x, y, dy, len, width, pass);
            }
        }
    }
    backward_of_layer::<M, N, L>(
        number,
        (weights, first),
        x,
        arena,
        inputs,
        learner,
        trained,
        pass,
    );
}

/// The backward pass of a call, after that of its activation.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn backward_of_layer<M: Model, N: Node<Layer = L>, L: Layer + Infer<N>>(
    number: usize,
    (weights, first): (&mut [Vector16], usize),
    x: &[&dyn Rows],
    arena: &mut Arena<'_>,
    mut inputs: Option<&mut [&mut [f32]]>,
    learner: &mut Learner<'_>,
    trained: &Trained<'_>,
    pass: &Pass<'_>,
) {
    let rows = x[0].count();
    let operation = &M::GRAPH.operations[number];
    let to_inputs = inputs.is_some();
    let is_wanted = |place: usize| {
        let input = operation.inputs()[place];
        to_inputs || (trained.wants::<M>(input) && !M::GRAPH.operations[input].is_input())
    };
    if operation.is_view {
        let input = operation.inputs()[0];
        if is_wanted(0) && operation.gradient == number {
            let [dy, dx] = arena.gradients(number, input, rows);
            let dx = of_models_input::<M>(input, inputs.as_deref_mut()).unwrap_or(dx);
            add_or_copy(operation.adds[0], dy, dx);
        }
        return;
    }
    let pass = &pass
        .layer(random_number::<M>(number))
        .split(operation.split);
    let mut sink = if trained.trains::<M>(number) {
        learner.sink(weights, first)
    } else {
        Sink::frozen(weights)
    };
    if const { N::INPUTS.len() == 1 } {
        let input = operation.inputs()[0];
        let [
            own_x,
            y,
            dy,
            own_dx,
            saved,
            saved_of_batch,
            scratch,
            scratch_of_batch,
            partials,
            of_calls,
        ] = arena.backward(number, rows);
        let mut calls = Calls::new(operation, number, of_calls);
        let own_x = Contiguous::new(own_x, M::GRAPH.operations[input].len);
        let dx = match of_models_input::<M>(input, inputs.as_deref_mut()) {
            Some(dx) if !operation.adds[0] => dx,
            _ => own_dx,
        };
        let x = models_input::<M>(input).map_or(&own_x as &dyn Rows, |input| x[input]);
        let whole = Backward {
            x,
            inputs: &[x],
            y,
            dy,
            dx: is_wanted(0).then_some(dx),
            other_dx: &mut [],
            shapes: const { shapes::<N>() },
            sink: calls.sink(&mut sink),
            own: OwnMemory {
                saved,
                saved_of_batch,
                scratch,
                scratch_of_batch,
            },
            pass,
        };
        run_backward::<M, N, L>(number, whole, partials);
        calls.add(&mut sink);
    } else {
        let (values, gradients, others) = arena.backward_of_several(number, rows);
        let [
            y,
            dy,
            saved,
            saved_of_batch,
            scratch,
            scratch_of_batch,
            partials,
            of_calls,
        ] = others;
        let mut calls = Calls::new(operation, number, of_calls);
        let count = operation.inputs().len();
        let mut gradients = gradients.map(Some);
        for (place, dx) in gradients[..count].iter_mut().enumerate() {
            if !is_wanted(place) {
                *dx = None;
            }
        }
        // An input of the model that several take is written once, and else added to.
        let mut models = inputs.as_deref_mut().unwrap_or_default().iter_mut();
        for number in 0..M::GRAPH.inputs {
            let Some(dx) = models.next() else { break };
            let place = (0..count)
                .find(|place| operation.inputs()[*place] == number && !operation.adds[*place]);
            if let Some(place) = place {
                gradients[place] = Some(dx);
            }
        }
        let [dx, other_dx @ ..] = &mut gradients;
        let values = contiguous::<M>(operation, values);
        let all = rows_of::<M>(operation, &values, x);
        let whole = Backward {
            x: all[0],
            inputs: &all[..count],
            y,
            dy,
            dx: dx.take(),
            other_dx: &mut other_dx[..count - 1],
            shapes: const { shapes::<N>() },
            sink: calls.sink(&mut sink),
            own: OwnMemory {
                saved,
                saved_of_batch,
                scratch,
                scratch_of_batch,
            },
            pass,
        };
        run_backward::<M, N, L>(number, whole, partials);
        calls.add(&mut sink);
    }
    for (place, input) in operation.inputs().iter().enumerate() {
        if operation.adds[place] && is_wanted(place) {
            let [dx, addend] = arena.gradient_and_addend(number, place, rows);
            let dx = of_models_input::<M>(*input, inputs.as_deref_mut()).unwrap_or(dx);
            add_or_copy(true, addend, dx);
        }
    }
}

/// The backward pass of a layer, or of this thread's rows of it.
#[inline(always)]
fn run_backward<M: Model, N: Node<Layer = L>, L: Layer + Infer<N>>(
    number: usize,
    whole: Backward<'_>,
    partials: &mut [f32],
) {
    if matches!(M::GRAPH.operations[number].split, Split::Rows { .. }) {
        let is_gathered = |place| M::GRAPH.begins_rows(number, place);
        by_rows::backward(whole, partials, &is_gathered, &mut |part| {
            N::LAYER.backward(part);
        });
    } else {
        N::LAYER.backward(whole);
    }
}

/// The place of the gradient of an operation's output, if that is an input of the model whose gradient is wanted.
#[inline(always)]
fn of_models_input<'a, M: Model>(
    number: usize,
    inputs: Option<&'a mut [&mut [f32]]>,
) -> Option<&'a mut [f32]> {
    if !M::GRAPH.operations[number].is_input() {
        return None;
    }
    Some(inputs?.get_mut(number)?)
}

/// Adds a gradient to another one, or replaces it.
fn add_or_copy(adds: bool, gradient: &[f32], to: &mut [f32]) {
    if !adds {
        return to[..gradient.len()].copy_from_slice(gradient);
    }
    math::zip(gradient, to, |gradient, to| to + gradient);
}
