use super::{Arrays, ArraysMut, Backward, Forward, OwnMemory, RowBackward, RowForward};
use crate::activations::{Activate, linear};
use crate::graph::Spec;
use crate::tensor::Dims;

/// A layer: a constant value that its constructor and setters make, with its two passes on the rows of a
/// batch.
///
/// The shapes, arrays of weights and everything else that the compiler has to know are in the [`Spec`] that
/// [`Infer`] makes of it. A layer whose rows do not depend on each other is written more easily as a
/// [`RowLayer`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer",
    label = "not a layer",
    note = "a layer implements `Infer`, and `RowLayer` or `Layer`"
)]
pub trait Layer: Sized + Send + Sync + 'static {
    /// The activation that follows it, which a loss depends on; `linear` for none. The passes of the layer
    /// have nothing to do with it.
    type Activation: Activate;

    /// The names of all keys that may stand in its parentheses, for the error at one that it has not. A
    /// layer that does not list them leaves that to the compiler's own words.
    const OPTIONS: Option<&'static [&'static str]> = None;

    /// Computes the rows of outputs.
    fn forward(&self, pass: Forward<'_>);

    /// Computes the gradient of the inputs, if it is wanted, and then hands the gradient of every weight,
    /// summed over the batch, to the sink. Weights may change as soon as their gradient is handed over.
    fn backward(&self, pass: Backward<'_>);
}

/// A layer in a model: its value, and the shapes of its inputs.
pub trait Node: 'static {
    /// The layer's type.
    type Layer: 'static;
    /// The layer.
    const LAYER: Self::Layer;
    /// The shapes of its inputs; rank 0 is unknown, after an error, and fits.
    const INPUTS: &'static [Dims];
    /// The shape of its first input.
    const INPUT: Dims = Self::INPUTS[0];
}

/// The description of a layer in a model: the [`Spec`] that follows from its value and the shapes of its inputs.
///
/// An impl calls a constant function. It is implemented for every node; a shape that does not fit is a
/// value, [`Inferred::Misfit`](crate::graph::Inferred::Misfit), whose text becomes the error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which shapes it takes and gives",
    label = "implements no `Infer`",
    note = "implement `Infer<N>` for it: `impl<N: Node<Layer = Self>> Infer<N> for …`"
)]
pub trait Infer<N: Node<Layer = Self>>: Sized + 'static {
    /// The description.
    const SPEC: Spec;
}

/// A layer of one's own, row by row: the output of a row depends on that row alone.
///
/// Gradients of weights are summed over the rows of a batch by kerust, and everything else has a default.
///
/// ```
/// use kerust::graph::{Inferred, Spec, Weight};
/// use kerust::initializers::ones;
/// use kerust::layers::{Infer, Node, RowBackward, RowForward, RowLayer};
/// use kerust::prelude::*;
///
/// /// Multiplies each feature by a number of its own, which is learned.
/// pub struct Gain;
///
/// impl Gain {
///     pub const fn new() -> Self {
///         Gain
///     }
/// }
///
/// impl<N: Node<Layer = Gain>> Infer<N> for Gain {
///     const SPEC: Spec = Spec::new("Gain", Inferred::Shape(N::INPUT))
///         .weight(Weight::new("gain", &[N::INPUT.len()], &ones {}));
/// }
///
/// impl RowLayer for Gain {
///     fn forward(&self, row: RowForward<'_>) {
///         let gain = row.weights.at(0);
///         for (i, y) in row.y.iter_mut().enumerate() {
///             *y = gain.get(i) * row.x[i];
///         }
///     }
///
///     fn backward(&self, mut row: RowBackward<'_>) {
///         let gain = row.weights.at(0);
///         for (i, dy) in row.dy.iter().enumerate() {
///             row.dx[i] = gain.get(i) * dy;
///             row.gradients.at(0).add(i, row.x[i] * dy);
///         }
///     }
/// }
///
/// model! { struct Net < Dense<2, 8>(relu), Gain, Dense<8, 1> > }
/// let mut net = compile!(Net::new(1), optimizer = Adam, loss = mse);
/// fit!(net, &[[0.5, 1.0]; 8], &[3.0; 8], epochs = 20)?;
/// assert!(net.model().gain().get::<1>("gain").unwrap().iter().any(|gain| gain != 1.0));
/// # Ok::<(), kerust::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer",
    label = "not a layer",
    note = "a layer implements `Infer`, and `RowLayer` or `Layer`"
)]
pub trait RowLayer: Sized + Send + Sync + 'static {
    /// The names of all keys that may stand in its parentheses: see [`Layer::OPTIONS`].
    const OPTIONS: Option<&'static [&'static str]> = None;

    /// Computes a row of outputs.
    fn forward(&self, row: RowForward<'_>);

    /// Computes the gradient of a row of inputs, and adds to the gradients of the weights.
    fn backward(&self, row: RowBackward<'_>);
}

impl<L: RowLayer> Layer for L {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = L::OPTIONS;

    fn forward(&self, pass: Forward<'_>) {
        let Forward {
            x,
            y,
            shapes,
            weights,
            own: OwnMemory { saved, .. },
            ..
        } = pass;
        let output = shapes.output.len();
        let rows = y.len() / output;
        let saved_len = saved.len() / rows.max(1);
        for (index, y) in y.chunks_exact_mut(output).enumerate() {
            RowLayer::forward(
                self,
                RowForward {
                    x: x.numbers(index),
                    y,
                    shapes,
                    weights,
                    saved: &mut saved[index * saved_len..][..saved_len],
                },
            );
        }
    }

    fn backward(&self, pass: Backward<'_>) {
        let Backward {
            x,
            y,
            dy,
            mut dx,
            shapes,
            mut sink,
            own,
            ..
        } = pass;
        let (input, output) = (shapes.input.len(), shapes.output.len());
        let rows = dy.len() / output;
        let saved_len = own.saved.len() / rows.max(1);
        let (spare, gradients) = own.scratch_of_batch.split_at_mut(input);
        let (gradients, _) = gradients.as_chunks_mut();
        gradients.as_flattened_mut().fill(0.0);
        for index in 0..rows {
            let dx = match &mut dx {
                Some(dx) => &mut dx[index * input..][..input],
                None => &mut *spare,
            };
            RowLayer::backward(
                self,
                RowBackward {
                    // They are empty, if the layer does not read them.
                    x: if index < x.count() {
                        x.numbers(index)
                    } else {
                        &[]
                    },
                    y: y.get(index * output..(index + 1) * output)
                        .unwrap_or_default(),
                    dy: &dy[index * output..][..output],
                    dx,
                    shapes,
                    weights: Arrays::new(shapes.weights, sink.weights()),
                    gradients: ArraysMut::new(shapes.weights, gradients),
                    saved: &own.saved[index * saved_len..][..saved_len],
                },
            );
        }
        sink.give_all(0, gradients);
    }
}
