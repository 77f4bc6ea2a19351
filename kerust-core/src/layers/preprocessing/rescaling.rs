use crate::activations::linear;
use crate::graph::{Config, Inferred, Parts, Reads, Spec, Value};
use crate::kernels::elementwise::Scale;
use crate::layers::{Backward, Forward, Infer, Layer, Node};
use crate::tensor::Dims;

/// x · scale + offset; Keras' `Rescaling`.
///
/// `Rescaling(scale, offset = 0.0)`: `Rescaling(1.0 / 255.0)` converts bytes to numbers from 0 to 1.
/// It takes any shape and has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Rescaling(0.5, offset = -1.0) >].new(0);
/// assert_eq!(net.predict(&[0.0, 4.0]), [-1.0, 1.0]);
/// ```
#[derive(Debug)]
pub struct Rescaling {
    scale: f32,
    offset: f32,
}

impl Rescaling {
    /// Multiplies by `scale`.
    #[must_use]
    pub const fn new(scale: f32) -> Self {
        Rescaling { scale, offset: 0.0 }
    }

    /// Another factor; Keras' name of it.
    #[must_use]
    pub const fn scale(self, scale: f32) -> Self {
        Rescaling { scale, ..self }
    }

    /// Adds `offset` after it.
    #[must_use]
    pub const fn offset(self, offset: f32) -> Self {
        Rescaling { offset, ..self }
    }
}

impl Rescaling {
    const fn spec(&self, given: Dims) -> Spec {
        let mut config = Config::EMPTY.with("scale", Value::Number(self.scale));
        if self.offset != 0.0 {
            config = config.with("offset", Value::Number(self.offset));
        }
        Spec::new("Rescaling", Inferred::Shape(given))
            .config(config)
            .casts_bytes()
            .parts(Parts::Elementwise)
            .reads(Reads::NOTHING)
            .by_batches()
    }
}

impl<N: Node<Layer = Self>> Infer<N> for Rescaling {
    const SPEC: Spec = N::LAYER.spec(N::INPUT);
}

impl Layer for Rescaling {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["offset"]);

    fn forward(&self, pass: Forward<'_>) {
        let Forward {
            x, y, shapes, pass, ..
        } = pass;
        let (scale, offset) = (self.scale, self.offset);
        for (row, to) in y.chunks_exact_mut(shapes.output.len()).enumerate() {
            match x.bytes(row) {
                Some(from) => {
                    let scaled = Scale {
                        from,
                        to,
                        scale,
                        offset,
                    };
                    scaled.on(pass.cpu);
                }
                None => {
                    let scaled = Scale {
                        from: x.numbers(row),
                        to,
                        scale,
                        offset,
                    };
                    scaled.on(pass.cpu);
                }
            }
        }
    }

    fn backward(&self, Backward { dy, dx, .. }: Backward<'_>) {
        for (dx, dy) in dx.into_iter().flatten().zip(dy) {
            *dx = dy * self.scale;
        }
    }
}
