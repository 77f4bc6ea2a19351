use crate::activations::softmax;
use crate::graph::{Inferred, Parts, Spec};
use crate::layers::{Backward, Forward, Infer, Layer, Node};
use crate::regularizers::Regularizer;

/// The softmax along the last axis as a layer, yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ); Keras' `Softmax` with its default axis.
///
/// It takes any shape and gives the same. `Softmax` is `Activation(softmax)` under a name of its own: after a
/// `Dense` it is the activation that a loss depends on. `activity_regularizer = l1(0.01)` adds a penalty on its
/// outputs. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<4>, Softmax >].new(0);
/// assert_eq!(net.predict(&[1.0, 1.0, 1.0, 1.0]), [0.25, 0.25, 0.25, 0.25]);
/// ```
#[derive(Debug)]
pub struct Softmax {
    activity: Option<&'static dyn Regularizer>,
}

impl Softmax {
    /// The layer.
    #[must_use]
    pub const fn new() -> Self {
        Softmax { activity: None }
    }

    /// A penalty on the outputs.
    #[must_use]
    pub const fn activity_regularizer(mut self, regularizer: &'static dyn Regularizer) -> Self {
        self.activity = Some(regularizer);
        self
    }
}

impl<N: Node<Layer = Softmax>> Infer<N> for Softmax {
    const SPEC: Spec = Spec::new("Softmax", Inferred::Shape(N::INPUT))
        .view()
        .computes_nothing()
        .activity(N::LAYER.activity)
        .parts(Parts::Elementwise)
        .by_batches();
}

impl Layer for Softmax {
    type Activation = softmax;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["activity_regularizer"]);

    // A view has no passes; what follows it is the activation.
    fn forward(&self, _: Forward<'_>) {}

    fn backward(&self, _: Backward<'_>) {}
}
