use crate::activations::linear;
use crate::graph::{Inferred, Spec};
use crate::layers::{Backward, Forward, Infer, Layer, Node};
use crate::tensor::Dims;

/// Any shape as a vector, with the last axis fastest; Keras' `Flatten`. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Sequence<2, 2>, Flatten >].new(0);
/// assert_eq!(net.predict(&[[1.0, 2.0], [3.0, 4.0]]), [1.0, 2.0, 3.0, 4.0]);
/// ```
#[derive(Debug)]
pub struct Flatten;

impl Flatten {
    /// The layer; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        Flatten
    }

    const fn spec(given: Dims) -> Spec {
        let out = if given.is_unknown() {
            Dims::UNKNOWN
        } else {
            Dims::vector(given.len())
        };
        Spec::new("Flatten", Inferred::Shape(out))
            .view()
            .looks_through()
            .by_batches()
    }
}

impl<N: Node<Layer = Self>> Infer<N> for Flatten {
    const SPEC: Spec = Flatten::spec(N::INPUT);
}

impl Layer for Flatten {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&[]);

    // A view has no passes.
    fn forward(&self, _: Forward<'_>) {}

    fn backward(&self, _: Backward<'_>) {}
}
