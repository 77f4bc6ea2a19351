use super::shapes;
use crate::activations::linear;
use crate::graph::{Config, INPUTS, Parts, Reads, Spec, Value};
use crate::layers::{Backward, Forward, Infer, Layer, Node, Shapes};
use crate::tensor::Dims;

/// Its inputs one behind the other; Keras' `Concatenate`.
///
/// `Concatenate(axis = -1)` takes two inputs or more that have the same shape, but for their size along
/// `axis`. The axes are counted as in Keras: that of the batch is 0, and -1 is the last. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< x: Vector<2> > { (x, x -> Rescaling(10.0)) -> Concatenate }].new(0);
/// assert_eq!(net.predict(&[1.0, 2.0]), [1.0, 2.0, 10.0, 20.0]);
/// ```
#[derive(Debug)]
pub struct Concatenate {
    axis: isize,
}

impl Concatenate {
    /// Along the last axis.
    #[must_use]
    pub const fn new() -> Self {
        Concatenate { axis: -1 }
    }

    /// Along this axis; Keras' name of it.
    #[must_use]
    pub const fn axis(self, axis: isize) -> Self {
        Concatenate { axis }
    }

    const fn spec(&self, inputs: &[Dims]) -> Spec {
        let inferred = match shapes::too_many(inputs, INPUTS) {
            Some(inferred) => inferred,
            None => shapes::one_behind_the_other(self.axis, inputs),
        };
        let mut config = Config::EMPTY;
        if let Ok(axis) = shapes::axis_of(self.axis, inputs[0])
            && axis + 1 < inputs[0].rank
        {
            config = config.with("axis", Value::Integer(axis + 1));
        }
        Spec::new("Concatenate", inferred)
            .joins(2)
            .config(config)
            .parts(Parts::Rows)
            .reads(Reads::NOTHING)
            .by_batches()
    }

    /// The numbers of each input that lie side by side, in an input and in the output.
    fn runs(&self, shapes: Shapes) -> impl Iterator<Item = usize> {
        let first = shapes::axis_of(self.axis, shapes.output).unwrap_or(0);
        let run = move |shape: &Dims| shape.axes()[first..].iter().product();
        shapes.inputs.iter().map(run)
    }
}

impl<N: Node<Layer = Self>> Infer<N> for Concatenate {
    const SPEC: Spec = N::LAYER.spec(N::INPUTS);
}

impl Layer for Concatenate {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["axis"]);

    fn forward(
        &self,
        Forward {
            inputs, y, shapes, ..
        }: Forward<'_>,
    ) {
        let pitch = self.runs(shapes).sum();
        for (index, y) in y.chunks_exact_mut(shapes.output.len()).enumerate() {
            let mut start = 0;
            for (input, run) in inputs.iter().zip(self.runs(shapes)) {
                let from = input.numbers(index).chunks_exact(run);
                for (from, to) in from.zip(y.chunks_exact_mut(pitch)) {
                    to[start..start + run].copy_from_slice(from);
                }
                start += run;
            }
        }
    }

    fn backward(
        &self,
        Backward {
            dy,
            dx,
            other_dx,
            shapes,
            ..
        }: Backward<'_>,
    ) {
        let pitch = self.runs(shapes).sum();
        let others = other_dx.iter_mut().map(Option::as_deref_mut);
        let mut start = 0;
        for (dx, run) in [dx].into_iter().chain(others).zip(self.runs(shapes)) {
            let to = dx.into_iter().flat_map(|dx| dx.chunks_exact_mut(run));
            for (from, to) in dy.chunks_exact(pitch).zip(to) {
                to.copy_from_slice(&from[start..start + run]);
            }
            start += run;
        }
    }
}
