//! The passes of one layer of a model: what `model!` calls for each.

use super::by_rows::{self, numbers};
use super::{Arena, Model};
use crate::gradients::Learner;
use crate::graph::{Split, output_of};
use crate::layers::{self, Arrays, Backward, Forward, Infer, Layer, Node, OwnMemory, Pass, Shapes};
use crate::regularizers::Regularizer;
use crate::simd::math;
use crate::tensor::{Contiguous, Dims, Rows, Vector16, View, ViewMut};

/// The shapes of a layer, as it sees them in its passes.
const fn shapes<N: Node>() -> Shapes
where
    N::Layer: Infer<N>,
{
    Shapes {
        input: N::INPUT,
        output: <N::Layer as Infer<N>>::SPEC.output(),
        weights: const { <N::Layer as Infer<N>>::SPEC.weights.as_slice() },
    }
}

/// Computes the outputs of layer number `layer`, counted from 1, and applies its activation.
#[inline(always)]
pub fn forward<M: Model, N: Node>(
    layer: usize,
    weights: &[Vector16],
    x: &dyn Rows,
    arena: &mut Arena<'_>,
    pass: &Pass<'_>,
) where
    N::Layer: Infer<N>,
{
    forward_of_layer::<M, N>(layer, weights, x, arena, pass);
    forward_of_activation::<M, N>(layer, x, arena, pass);
    let number = output_of(layer);
    if M::GRAPH.ends_rows(number) {
        let operation = &M::GRAPH.operations[number];
        let y = arena.output_mut(number, x.count());
        pass.split(operation.split).gather_rows(y, operation.len);
    }
}

/// Computes the outputs of layer number `layer` before its activation.
#[inline(always)]
fn forward_of_layer<M: Model, N: Node>(
    layer: usize,
    weights: &[Vector16],
    x: &dyn Rows,
    arena: &mut Arena<'_>,
    pass: &Pass<'_>,
) where
    N::Layer: Infer<N>,
{
    let (number, rows) = (output_of(layer) - 1, x.count());
    let operation = &M::GRAPH.operations[number];
    if !operation.is_view {
        let input = operation.inputs()[0];
        let [own_x, y, saved, saved_of_batch, scratch, scratch_of_batch] =
            arena.forward(number, rows);
        let own_x = Contiguous::new(own_x, M::GRAPH.operations[input].len);
        let pass = &pass.layer(layer as u32).split(operation.split);
        let whole = Forward {
            x: if is_models_input::<M>(input) {
                x
            } else {
                &own_x
            },
            y,
            shapes: const { shapes::<N>() },
            weights: Arrays::new(const { shapes::<N>().weights }, weights),
            own: OwnMemory {
                saved,
                saved_of_batch,
                scratch,
                scratch_of_batch,
            },
            pass,
        };
        if pass.splits_rows() {
            by_rows::forward(whole, &mut |part| N::LAYER.forward(part));
        } else {
            N::LAYER.forward(whole);
        }
    }
}

/// Applies the activation of layer number `layer`.
#[inline(always)]
fn forward_of_activation<M: Model, N: Node>(
    layer: usize,
    x: &dyn Rows,
    arena: &mut Arena<'_>,
    pass: &Pass<'_>,
) where
    N::Layer: Infer<N>,
{
    let (number, rows) = (output_of(layer) - 1, x.count());
    let activation = &M::GRAPH.operations[number + 1];
    let is_in_place = activation.value != number + 1;
    if activation.is_view && is_in_place {
        return;
    }
    let pass = &pass.layer(layer as u32).split(activation.split);
    let y = if is_in_place {
        arena.output_mut(number + 1, rows)
    } else {
        let [own_x, y, ..] = arena.forward(number + 1, rows);
        if is_models_input::<M>(number) {
            for (row, y) in y.chunks_exact_mut(activation.len).enumerate() {
                y.copy_from_slice(x.numbers(row));
            }
        } else {
            y.copy_from_slice(own_x);
        }
        y
    };
    let width = const { shapes::<N>().output.width() };
    let y = &mut y[numbers(&pass.own_rows(rows), activation.len)];
    layers::apply::<Activation<N>>(y, activation.len, width, pass);
}

/// The forward pass of a batch, compiled once for a model; that of one row is compiled where it is used.
#[inline(never)]
pub(crate) fn forward_batch<M: Model>(
    model: &M,
    x: &dyn Rows,
    arena: &mut Arena<'_>,
    pass: &Pass<'_>,
) {
    model.forward(x, arena, pass);
}

/// The activation of a layer.
type Activation<N> = <<N as Node>::Layer as Layer>::Activation;

/// Whether an operation's output is the model's input, in whatever shape.
#[inline(always)]
fn is_models_input<M: Model>(number: usize) -> bool {
    M::GRAPH.operations[number].value == 0
}

/// Computes the gradients of layer number `layer`, counted from 1, from that of the outputs of operation
/// `from` of the model; `inputs` is where the gradient with respect to the model's inputs goes, if it is wanted.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
pub fn backward<M: Model, N: Node>(
    layer: usize,
    (weights, first): (&mut [Vector16], usize),
    x: &dyn Rows,
    arena: &mut Arena<'_>,
    from: usize,
    inputs: Option<&mut [f32]>,
    learner: &mut Learner<'_>,
    pass: &Pass<'_>,
) where
    N::Layer: Infer<N>,
{
    let (number, rows, to_inputs) = (output_of(layer) - 1, x.count(), inputs.is_some());
    let operation = &M::GRAPH.operations[number];
    if !(operation.is_wanted || to_inputs) {
        return;
    }
    let activation = &M::GRAPH.operations[number + 1];
    if from > number {
        if let Some(activity) = const { <N::Layer as Infer<N>>::SPEC.activity }
            && pass.is_penalized()
        {
            let [y, dy] = arena.output_and_gradient(number + 1, rows);
            add_activity_gradient(activity, shapes::<N>().output, rows, y, dy);
        }
        if !activation.is_view {
            let pass = &pass.layer(layer as u32).split(activation.split);
            let width = const { shapes::<N>().output.width() };
            let [own_x, y, dy] = arena.backward_in_place(number + 1, rows);
            let len = activation.len;
            if activation.reads.input && is_models_input::<M>(number) {
                let gradients = y.chunks_exact(len).zip(dy.chunks_exact_mut(len));
                for (row, (y, dy)) in gradients.enumerate() {
                    let x = x.numbers(row);
                    layers::apply_gradient::<Activation<N>>(x, y, dy, len, width, pass);
                }
            } else {
                let own = numbers(&pass.own_rows(rows), len);
                let (own_x, y, dy) = (
                    own_x.get(own.clone()).unwrap_or_default(),
                    y.get(own.clone()).unwrap_or_default(),
                    &mut dy[own],
                );
                layers::apply_gradient::<Activation<N>>(own_x, y, dy, len, width, pass);
            }
        }
    }
    backward_of_layer::<M, N>(layer, (weights, first), x, arena, inputs, learner, pass);
}

/// The backward pass of layer number `layer`, after that of its activation.
#[inline(always)]
fn backward_of_layer<M: Model, N: Node>(
    layer: usize,
    (weights, first): (&mut [Vector16], usize),
    x: &dyn Rows,
    arena: &mut Arena<'_>,
    mut inputs: Option<&mut [f32]>,
    learner: &mut Learner<'_>,
    pass: &Pass<'_>,
) where
    N::Layer: Infer<N>,
{
    let (number, rows) = (output_of(layer) - 1, x.count());
    let operation = &M::GRAPH.operations[number];
    let input = operation.inputs()[0];
    let is_wanted = match input {
        0 => inputs.is_some(),
        _ => inputs.is_some() || M::GRAPH.operations[input].is_wanted,
    };
    if operation.is_view {
        if is_wanted && operation.gradient == number {
            let [dy, dx] = arena.gradients(number, input, rows);
            let dx = inputs.as_deref_mut().filter(|_| input == 0).unwrap_or(dx);
            add_or_copy(operation.adds[0], dy, dx);
        }
        return;
    }
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
    ] = arena.backward(number, rows);
    let own_x = Contiguous::new(own_x, M::GRAPH.operations[input].len);
    let dx = match &mut inputs {
        Some(inputs) if input == 0 && !operation.adds[0] => &mut **inputs,
        _ => own_dx,
    };
    let whole = Backward {
        x: if is_models_input::<M>(input) {
            x
        } else {
            &own_x
        },
        y,
        dy,
        dx: is_wanted.then_some(dx),
        shapes: const { shapes::<N>() },
        sink: learner.sink(weights, first),
        own: OwnMemory {
            saved,
            saved_of_batch,
            scratch,
            scratch_of_batch,
        },
        pass: &pass.layer(layer as u32).split(operation.split),
    };
    if matches!(operation.split, Split::Rows { .. }) {
        let is_gathered = M::GRAPH.begins_rows(number);
        by_rows::backward(whole, partials, is_gathered, &mut |part| {
            N::LAYER.backward(part);
        });
    } else {
        N::LAYER.backward(whole);
    }
    if operation.adds[0] && is_wanted {
        let [dx, addend] = arena.gradient_and_addend(number, rows);
        let dx = inputs.filter(|_| input == 0).unwrap_or(dx);
        add_or_copy(true, addend, dx);
    }
}

/// Adds a gradient to another one, or replaces it.
fn add_or_copy(adds: bool, gradient: &[f32], to: &mut [f32]) {
    if !adds {
        return to[..gradient.len()].copy_from_slice(gradient);
    }
    math::zip(gradient, to, |gradient, to| to + gradient);
}

/// The shape of a batch of rows, and the number of its axes.
fn batch(row: Dims, rows: usize) -> ([usize; 4], usize) {
    let [a, b, c] = row.sizes;
    ([rows, a, b, c], row.rank + 1)
}

/// The penalty on a layer's outputs, divided by the number of rows.
pub(super) fn activity(activity: &dyn Regularizer, row: Dims, rows: usize, outputs: &[f32]) -> f32 {
    if rows == 0 {
        return 0.0;
    }
    let (shape, rank) = batch(row, rows);
    activity.penalty(&View::of_slice(&shape[..rank], outputs)) / rows as f32
}

/// Adds the gradient of [`activity`] to that of the outputs.
fn add_activity_gradient(
    activity: &dyn Regularizer,
    row: Dims,
    rows: usize,
    outputs: &[f32],
    gradient: &mut [f32],
) {
    let (shape, rank) = batch(row, rows);
    let (shape, scale) = (&shape[..rank], 1.0 / rows.max(1) as f32);
    let mut gradient = ViewMut::of_slice(shape, gradient);
    activity.add_gradient(scale, &View::of_slice(shape, outputs), &mut gradient);
}
