//! Layers, the parts of a model: one file for each.
//!
//! A layer is a type, its sizes are constants: `Dense<784, 128>`. What `model!` needs of it:
//! - [`Definition`]: what it is by itself,
//! - [`Geometry`]: what it makes of an input's shape, and which weights it has,
//! - [`Layer`]: forward and backward on rows,
//! - [`With`] for each option it takes, and `const fn new(…)` for the values in its parentheses.
//!
//! A layer of one's own whose shapes are fixed implements [`FixedShapes`] and [`Layer`] only.

mod activation;
mod batch;
mod conv2d;
mod dense;
mod dropout;
mod flatten;
mod geometry;
mod glu;
mod kernel_and_bias;
mod max_pooling2d;
pub mod options;
mod rescaling;
mod weight_options;

pub use activation::Activation;
pub use batch::{Batch, Pass};
pub use conv2d::Conv2D;
pub use dense::Dense;
pub use dropout::Dropout;
pub use flatten::Flatten;
pub use geometry::{Fit, FixedShapes, Geometry};
pub use max_pooling2d::MaxPooling2D;
pub use options::With;
pub use rescaling::Rescaling;
pub use weight_options::WeightOptions;

use core::fmt::Display;
use core::marker::PhantomData;

use crate::activations::Activate;
use crate::gradients::Sink;
use crate::kernels::elementwise::{self, ActivationGradient};
use crate::memory::Lane;
use crate::regularizers::Regularizer;
use crate::shape::{Dims, Row, Shape};
pub use crate::team::{Parts, Split};

/// The properties of a layer that do not depend on its input.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer",
    label = "not a layer",
    note = "a layer implements `Definition`, `Geometry` and `Layer`, or `FixedShapes` and `Layer`"
)]
pub trait Definition: Sized + Send + Sync + 'static {
    /// The activation that the layer ends with, which a loss is judged by. One that keeps its input
    /// is applied after the layer's forward pass, every other one by it.
    type Ends: Activate;

    /// The shape of its input, if the layer itself fixes it; a model may then begin with it.
    const INPUT: Dims = Dims::UNKNOWN;

    /// The names of all keys that may stand in its parentheses, for the error at one that it has not. A
    /// layer that does not list them leaves that to the compiler's own words.
    const OPTIONS: Option<&'static [&'static str]> = None;

    /// Whether a loss looks through this layer to the one before it, as through `Dropout`.
    const LOOK_THROUGH: bool = false;

    /// Whether the layer takes its input by [`Batch::scaled`] alone, and in the backward pass not at
    /// all: where it is the first of a model, rows of bytes are not cast before it.
    const READS_BYTES: bool = false;

    /// How it can be split between threads. The passes of a layer that is not
    /// [`Whole`](Parts::Whole) keep to their part: see [`Pass::columns`].
    const PARTS: Parts = Parts::Whole;

    /// Whether it computes something beside its activation when it predicts: `Dropout` and `Activation` do not.
    const COMPUTES: bool = true;

    /// Says which of its options, beside sizes and activation, decide what it computes, each with its name,
    /// and leaves out what is as it is without the option. Weights are saved with this, and a model with
    /// other options does not load them.
    fn config(&self, _option: &mut dyn FnMut(&'static str, &dyn Display)) {}

    /// The options of the layer's array `index`.
    #[inline(always)]
    fn weight_options(&self, _index: usize) -> WeightOptions {
        WeightOptions::NONE
    }

    /// The regularizer of the layer's outputs: its `activity_regularizer`.
    #[inline(always)]
    fn activity(&self) -> Option<&'static dyn Regularizer> {
        None
    }
}

/// The mathematics of a layer on the rows of a batch.
///
/// `In::Row` and `Out::Row` are plain arrays; a batch has any number of rows.
#[diagnostic::on_unimplemented(
    message = "layer `{Self}` cannot take `{In}` and give `{Out}`",
    label = "does not take `{In}` and give `{Out}`",
    note = "`Geometry::FIT` and the implementation of `Layer` must agree"
)]
pub trait Layer<In: Shape, Out: Shape>: Definition {
    /// Computes the rows `y` from the rows `x`: with the activation [`Ends`](Definition::Ends),
    /// unless that [keeps its input](Activate::KEEPS_INPUT).
    fn forward<X>(&self, weights: &[Lane], x: &X, y: &mut [Out::Row], pass: &Pass)
    where
        X: Batch<In::Row> + ?Sized;

    /// Applies the activation, where [`forward`](Layer::forward) has left it out because it
    /// [keeps its input](Activate::KEEPS_INPUT), in place. The rows are copied to `kept` before, as
    /// many as it has room for.
    fn activation_forward(y: &mut [Out::Row], kept: &mut [Out::Row], pass: &Pass) {
        let columns = pass.columns(Out::DIMS.len());
        let activation = |values| elementwise::Activation::<Self::Ends> {
            values,
            width: Out::WIDTH,
            activation: PhantomData,
        };
        for (kept, y) in kept.iter_mut().zip(y.iter()) {
            kept.flat_mut()[columns.clone()].copy_from_slice(&y.flat()[columns.clone()]);
        }
        if columns.len() == Out::DIMS.len() {
            return pass.cpu.run(activation(Row::flatten_mut(y)));
        }
        for y in y {
            pass.cpu.run(activation(&mut y.flat_mut()[columns.clone()]));
        }
    }

    /// From the gradient of the outputs to the gradient of what the layer's activation was applied
    /// to, in place. Left out where the loss has done so already. `kept` is what
    /// [`activation_forward`](Layer::activation_forward) has copied, or nothing.
    fn activation_backward(kept: &[Out::Row], y: &[Out::Row], dy: &mut [Out::Row], pass: &Pass) {
        let columns = pass.columns(Out::DIMS.len());
        let gradient = |x, y, dy| ActivationGradient::<Self::Ends> {
            x,
            y,
            dy,
            width: Out::WIDTH,
            activation: PhantomData,
        };
        if columns.len() == Out::DIMS.len() {
            let (x, y, dy) = (Row::flatten(kept), Row::flatten(y), Row::flatten_mut(dy));
            return pass.cpu.run(gradient(x, y, dy));
        }
        for (row, (y, dy)) in y.iter().zip(dy).enumerate() {
            let kept = kept
                .get(row)
                .map_or(&[][..], |kept| &kept.flat()[columns.clone()]);
            let (y, dy) = (
                &y.flat()[columns.clone()],
                &mut dy.flat_mut()[columns.clone()],
            );
            pass.cpu.run(gradient(kept, y, dy));
        }
    }

    /// Computes the gradient `dx` of the inputs, if it is wanted, and then hands the gradient of
    /// every weight, summed over the batch, to `sink`.
    ///
    /// `dy` is what [`activation_backward`](Layer::activation_backward) made of it. Weights may
    /// change as soon as their gradient is handed over, so `dx` comes first.
    fn backward<X, S>(
        &self,
        x: &X,
        y: &[Out::Row],
        dy: &[Out::Row],
        dx: Option<&mut [In::Row]>,
        sink: &mut S,
        pass: &Pass,
    ) where
        X: Batch<In::Row> + ?Sized,
        S: Sink;
}
