use core::marker::PhantomData;

use crate::activations::{Activate, linear};
use crate::graph::{Inferred, Parts, Spec};
use crate::layers::{Backward, Forward, Infer, Layer, Node, Pass, With, options};
use crate::regularizers::Regularizer;
use crate::tensor::Dims;

/// An activation as a layer; Keras' `Activation`.
///
/// `Activation(softmax)` applies it to any shape, `Activation(relu, activity_regularizer = l1(0.01))`
/// adds a penalty on its outputs, and `Activation(glu)` halves the last axis. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(relu) >].new(0);
/// assert_eq!(net.predict(&[-1.0, 0.0, 2.0]), [0.0, 0.0, 2.0]);
/// ```
#[derive(Debug)]
pub struct Activation<A = linear> {
    pub(super) activity: Option<&'static dyn Regularizer>,
    activation: PhantomData<fn() -> A>,
}

impl<A> Activation<A> {
    /// The layer; its activation is in its type.
    #[must_use]
    pub const fn new() -> Self {
        Activation {
            activity: None,
            activation: PhantomData,
        }
    }

    /// A penalty on what the layer gives.
    #[must_use]
    pub const fn activity_regularizer(mut self, regularizer: &'static dyn Regularizer) -> Self {
        self.activity = Some(regularizer);
        self
    }
}

impl<A: Activate> With<A> for Activation<linear> {
    type Is = Activation<A>;
}

impl<A: Activate> With<options::activation<A>> for Activation<linear> {
    type Is = Activation<A>;
}

impl<A: Activate> Activation<A> {
    const fn spec(&self, given: Dims) -> Spec {
        Spec::new("Activation", Inferred::Shape(given))
            .view()
            .computes_nothing()
            .activity(self.activity)
            .parts(Parts::Elementwise)
            .by_batches()
    }
}

impl<A: Activate, N: Node<Layer = Self>> Infer<N> for Activation<A> {
    const SPEC: Spec = N::LAYER.spec(N::INPUT);
}

impl<A: Activate> Layer for Activation<A> {
    type Activation = A;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["activation", "activity_regularizer"]);

    // A view has no passes; what follows it is the activation.
    fn forward(&self, _: Forward<'_>) {}

    fn backward(&self, _: Backward<'_>) {}
}

/// Applies `A` to rows of `len` numbers, in place; `width` is the size of the last axis. A split has some of
/// the columns.
#[inline(always)]
pub(crate) fn apply<A: Activate>(y: &mut [f32], len: usize, width: usize, pass: &Pass<'_>) {
    let columns = pass.columns(len);
    if columns.len() == len {
        return A::run_forward(pass.cpu, y, width);
    }
    for y in y.chunks_exact_mut(len) {
        A::run_forward(pass.cpu, &mut y[columns.clone()], width);
    }
}

/// From the gradient of the outputs `y` of `A` to that of its inputs `x`, in place. The inputs are empty,
/// unless the activation keeps them.
#[inline(always)]
pub(crate) fn apply_gradient<A: Activate>(
    x: &[f32],
    y: &[f32],
    dy: &mut [f32],
    len: usize,
    width: usize,
    pass: &Pass<'_>,
) {
    let columns = pass.columns(len);
    if columns.len() == len {
        return A::run_backward(pass.cpu, x, y, dy, width);
    }
    let rows = y.chunks_exact(len).zip(dy.chunks_exact_mut(len));
    for (row, (y, dy)) in rows.enumerate() {
        let x = x
            .get(row * len..)
            .and_then(|x| x.get(columns.clone()))
            .unwrap_or_default();
        let (y, dy) = (&y[columns.clone()], &mut dy[columns.clone()]);
        A::run_backward(pass.cpu, x, y, dy, width);
    }
}
