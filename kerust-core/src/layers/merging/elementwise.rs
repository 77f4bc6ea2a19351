//! The common part of layers that join the numbers of their inputs at each place.

use core::marker::PhantomData;

use super::shapes;
use crate::graph::{INPUTS, Inferred, Parts, Reads, Spec};
use crate::kernels::broadcast::{repeat, sum_repetitions};
use crate::kernels::merging::{Gradient, Merge, Operation};
use crate::layers::{Backward, Forward, Rows, Shapes};
use crate::tensor::Dims;

/// Makes a layer of a type that is an [`Operation`] and joins two inputs, up to a number of `most`.
macro_rules! elementwise {
    ($layer:ident, $most:expr) => {
        impl $layer {
            /// The layer; it has no settings.
            #[must_use]
            pub const fn new() -> Self {
                $layer
            }
        }

        impl<N: crate::layers::Node<Layer = Self>> crate::layers::Infer<N> for $layer {
            const SPEC: crate::graph::Spec =
                super::elementwise::spec::<Self>(stringify!($layer), N::INPUTS, $most);
        }

        impl crate::layers::Layer for $layer {
            type Activation = crate::activations::linear;
            const OPTIONS: Option<&'static [&'static str]> = Some(&[]);

            fn forward(&self, pass: crate::layers::Forward<'_>) {
                super::elementwise::forward::<Self>(pass);
            }

            fn backward(&self, pass: crate::layers::Backward<'_>) {
                super::elementwise::backward::<Self>(pass);
            }
        }
    };
}

pub(super) use elementwise;

/// The description of a layer that joins at most `most` inputs.
pub(super) const fn spec<O: Operation>(class: &'static str, inputs: &[Dims], most: usize) -> Spec {
    let inferred = match shapes::too_many(inputs, most) {
        Some(inferred) => inferred,
        None => shapes::elementwise(inputs),
    };
    let (mut repeated, mut place) = (0, 0);
    if let Inferred::Shape(out) = inferred {
        while place < inputs.len() {
            if is_repeated(inputs[place], out) {
                repeated += 1;
            }
            place += 1;
        }
    }
    // The repeated inputs, and the gradient of one of them.
    let scratch = if repeated > 0 {
        (repeated + 1) * inferred.out().len()
    } else {
        0
    };
    Spec::new(class, inferred)
        .joins(2)
        .scratch(0, scratch)
        .parts(if repeated > 0 {
            Parts::Rows
        } else {
            Parts::Elementwise
        })
        .reads(if O::READS {
            Reads::INPUT
        } else {
            Reads::NOTHING
        })
        .by_batches()
}

/// Whether an input has fewer numbers than the output, and so counts several times.
const fn is_repeated(input: Dims, out: Dims) -> bool {
    input.len() != out.len()
}

/// Row number `index` of each input in the shape of the output; those that are repeated lie in `scratch`.
fn rows<'a>(
    inputs: &[&'a dyn Rows],
    index: usize,
    shapes: Shapes,
    mut scratch: &'a mut [f32],
) -> [&'a [f32]; INPUTS] {
    let mut rows = [&[][..]; INPUTS];
    for (place, (input, shape)) in inputs.iter().zip(shapes.inputs).enumerate() {
        rows[place] = input.numbers(index);
        if is_repeated(*shape, shapes.output) {
            let (own, rest) = scratch.split_at_mut(shapes.output.len());
            repeat(rows[place], *shape, own, shapes.output);
            (rows[place], scratch) = (own, rest);
        }
    }
    rows
}

/// Computes the outputs.
pub(super) fn forward<O: Operation>(pass: Forward<'_>) {
    let (shapes, count) = (pass.shapes, pass.inputs.len());
    let outputs = pass.y.chunks_exact_mut(shapes.output.len());
    for (index, y) in outputs.enumerate() {
        let rows = rows(pass.inputs, index, shapes, pass.own.scratch_of_batch);
        pass.pass.cpu.run(Merge {
            operation: PhantomData::<O>,
            rows: &rows[..count],
            y,
        });
    }
}

/// Computes the gradients of the inputs.
pub(super) fn backward<O: Operation>(mut pass: Backward<'_>) {
    let (shapes, count) = (pass.shapes, pass.inputs.len());
    let len = shapes.output.len();
    let scratch = pass.own.scratch_of_batch;
    let (sums, scratch) = scratch.split_at_mut(if scratch.is_empty() { 0 } else { len });
    for (index, dy) in pass.dy.chunks_exact(len).enumerate() {
        let rows = if O::READS {
            rows(pass.inputs, index, shapes, scratch)
        } else {
            [&[][..]; INPUTS]
        };
        let others = pass.other_dx.iter_mut().map(Option::as_deref_mut);
        let wanted = [pass.dx.as_deref_mut()].into_iter().chain(others);
        for (place, dx) in wanted.enumerate() {
            let Some(dx) = dx else { continue };
            let shape = shapes.inputs[place];
            let dx = &mut dx[index * shape.len()..][..shape.len()];
            let is_repeated = is_repeated(shape, shapes.output);
            pass.pass.cpu.run(Gradient {
                operation: PhantomData::<O>,
                rows: &rows[..count],
                count,
                place,
                dy,
                dx: if is_repeated { &mut *sums } else { &mut *dx },
            });
            if is_repeated {
                sum_repetitions(sums, shapes.output, dx, shape);
            }
        }
    }
}
