use core::{array, mem};

use super::shapes;
use crate::activations::linear;
use crate::graph::{Config, Inferred, Parts, Reads, Spec, Value};
use crate::kernels::axis::Axis;
use crate::kernels::dots::{Dots, GradientOfDots, GradientOfNormalize, Normalize};
use crate::layers::options::normalize;
use crate::layers::{Backward, Forward, Infer, Layer, Node, Rows, Shapes, With};
use crate::message::Text;
use crate::simd::Cpu;
use crate::simd::math::EPSILON;
use crate::tensor::Dims;

/// The sums of products of two inputs along an axis of each; Keras' `Dot`.
///
/// `Dot(axes = -1, normalize = false)`: `axes` is the axis of both inputs, or a pair, `axes = (1, 2)`. The
/// axes are counted as in Keras: that of the batch is 0, and -1 is the last. The output has the axes that are
/// left of the first input, and then those of the second; two vectors give `Vector<1>`. With `normalize = true`
/// what is summed is first divided by its Euclidean norm, so that the sums are cosines. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< x: Vector<2> > { (x, x -> Rescaling(10.0)) -> Dot(axes = 1) }].new(0);
/// assert_eq!(net.predict(&[1.0, 2.0]), [50.0]);
/// ```
#[derive(Debug)]
pub struct Dot<const NORMALIZE: bool = false> {
    axes: Option<[isize; 2]>,
}

impl<const NORMALIZE: bool> Dot<NORMALIZE> {
    /// A layer that needs its `axes`.
    #[must_use]
    pub const fn new() -> Self {
        Dot { axes: None }
    }

    /// Along these axes, of the first input and of the second.
    #[must_use]
    pub const fn axes(self, axes: (isize, isize)) -> Self {
        Dot {
            axes: Some([axes.0, axes.1]),
        }
    }

    const fn spec(&self, inputs: &[Dims]) -> Spec {
        let inferred = match shapes::too_many(inputs, 2) {
            Some(inferred) => inferred,
            None => self.inferred(inputs[0], inputs[inputs.len() - 1]),
        };
        let (x, y) = (inputs[0], inputs[inputs.len() - 1]);
        let (mut config, mut scratch) = (Config::EMPTY, 0);
        if let (Inferred::Shape(_), Some([of_x, of_y])) = (inferred, self.axes)
            && let (Some(of_x), Some(of_y)) = (shapes::axis_of(of_x, x), shapes::axis_of(of_y, y))
        {
            config = config.with("axes", Value::Pair([of_x + 1, of_y + 1]));
            if NORMALIZE {
                config = config.with("normalize", Value::Flag(true));
            }
            // Both inputs with the axis as their last one, the factors of their norms, and the gradient of one.
            let most = if x.len() < y.len() { y.len() } else { x.len() };
            scratch = x.len() + y.len() + most + x.len() / x.sizes[of_x] + y.len() / x.sizes[of_x];
        }
        Spec::new("Dot", inferred)
            .joins(2)
            .config(config)
            .scratch(0, scratch)
            .parts(Parts::Rows)
            .reads(Reads::INPUT)
            .by_batches()
    }

    const fn inferred(&self, x: Dims, y: Dims) -> Inferred {
        let Some([of_x, of_y]) = self.axes else {
            return Inferred::invalid(
                "does not say along which axes it sums",
                "write `Dot(axes = -1)` for the last axis of both, or a pair, `Dot(axes = (1, 2))`",
                Dims::UNKNOWN,
            );
        };
        if shapes::is_unknown(&[x, y]) {
            return Inferred::Shape(Dims::UNKNOWN);
        }
        let Some(first) = shapes::axis_of(of_x, x) else {
            return shapes::no_axis(of_x, x);
        };
        let Some(second) = shapes::axis_of(of_y, y) else {
            return shapes::no_axis(of_y, y);
        };
        if x.sizes[first] != y.sizes[second] {
            let expects = Text::new("inputs of the same size along axis ");
            let expects = expects.number(first + 1);
            return Inferred::Apart {
                expects: if first == second {
                    expects
                } else {
                    let text = expects.text(" of the first and axis ");
                    text.number(second + 1).text(" of the second")
                },
                places: [0, 1],
                help: match (x.rank, y.rank) {
                    (1, _) => Text::new("`Dense<_, ")
                        .number(y.sizes[second])
                        .text(">` makes a vector of this size"),
                    (_, 1) => Text::new("`Dense<_, ")
                        .number(x.sizes[first])
                        .text(">` makes a vector of this size"),
                    _ => Text::EMPTY,
                },
                out: Dims::UNKNOWN,
            };
        }
        let mut out = Dims {
            rank: 0,
            vocabulary: 0,
            sizes: [1; 3],
        };
        if x.rank + y.rank > 5 {
            return Inferred::invalid(
                "of two images gives four axes, and three are the most",
                "`Flatten` makes a vector of an image",
                Dims::UNKNOWN,
            );
        }
        let mut axis = 0;
        while axis < x.rank + y.rank {
            let (is_summed, size) = if axis < x.rank {
                (axis == first, x.sizes[axis])
            } else {
                (axis - x.rank == second, y.sizes[axis - x.rank])
            };
            if !is_summed {
                out.sizes[out.rank] = size;
                out.rank += 1;
            }
            axis += 1;
        }
        if out.rank == 0 {
            out.rank = 1;
        }
        Inferred::Shape(out)
    }

    /// Row `index` of both inputs, and memory for the gradient of one.
    fn matrices<'a>(
        &self,
        inputs: &[&dyn Rows],
        index: usize,
        shapes: Shapes,
        scratch: &'a mut [f32],
        cpu: Cpu,
    ) -> ([Matrix<'a>; 2], &'a mut [f32]) {
        let axes = self.axes.unwrap_or([-1, -1]);
        let mut scratch = scratch;
        let matrices = array::from_fn(|place| {
            let shape = shapes.inputs[place];
            let axis = Axis::new(shape, shapes::axis_of(axes[place], shape).unwrap_or(0));
            let (numbers, rest) = mem::take(&mut scratch).split_at_mut(shape.len());
            let (factors, rest) = rest.split_at_mut(shape.len() / axis.len);
            scratch = rest;
            axis.to_the_end(inputs[place].numbers(index), numbers);
            if NORMALIZE {
                let normalize = Normalize {
                    len: axis.len,
                    most: 1.0 / EPSILON,
                    rows: numbers,
                    factors,
                };
                normalize.on(cpu);
            }
            Matrix {
                axis,
                numbers,
                factors,
            }
        });
        (matrices, scratch)
    }
}

/// An input with the axis that is summed along as its last one.
struct Matrix<'a> {
    axis: Axis,
    numbers: &'a [f32],
    /// The factors of its rows that make their norms 1.
    factors: &'a [f32],
}

impl<const NORMALIZE: bool> With<normalize<NORMALIZE>> for Dot {
    type Is = Dot<NORMALIZE>;
}

impl<const NORMALIZE: bool, N: Node<Layer = Self>> Infer<N> for Dot<NORMALIZE> {
    const SPEC: Spec = N::LAYER.spec(N::INPUTS);
}

impl<const NORMALIZE: bool> Layer for Dot<NORMALIZE> {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["axes", "normalize"]);

    fn forward(&self, pass: Forward<'_>) {
        let (shapes, cpu) = (pass.shapes, pass.pass.cpu);
        let scratch = pass.own.scratch_of_batch;
        for (index, to) in pass.y.chunks_exact_mut(shapes.output.len()).enumerate() {
            let ([x, y], _) = self.matrices(pass.inputs, index, shapes, scratch, cpu);
            let dots = Dots {
                len: x.axis.len,
                x: x.numbers,
                y: y.numbers,
                to,
            };
            dots.on(cpu);
        }
    }

    fn backward(&self, mut pass: Backward<'_>) {
        let (shapes, cpu) = (pass.shapes, pass.pass.cpu);
        let scratch = pass.own.scratch_of_batch;
        for (index, dy) in pass.dy.chunks_exact(shapes.output.len()).enumerate() {
            let ([x, y], gradient) = self.matrices(pass.inputs, index, shapes, scratch, cpu);
            let columns = y.factors.len();
            let others = pass.other_dx.iter_mut().map(Option::as_deref_mut);
            let wanted = [pass.dx.as_deref_mut()].into_iter().chain(others);
            let operands = [(&x, &y, [columns, 1]), (&y, &x, [1, columns])];
            for (dx, (own, other, steps)) in wanted.zip(operands) {
                let (Some(dx), len) = (dx, own.numbers.len()) else {
                    continue;
                };
                let gradient = &mut gradient[..len];
                let of_dots = GradientOfDots {
                    len: own.axis.len,
                    gradient: dy,
                    steps,
                    other: other.numbers,
                    to: gradient,
                };
                of_dots.on(cpu);
                if NORMALIZE {
                    let of_normalize = GradientOfNormalize {
                        len: own.axis.len,
                        most: 1.0 / EPSILON,
                        normalized: own.numbers,
                        factors: own.factors,
                        gradient,
                    };
                    of_normalize.on(cpu);
                }
                own.axis.back(gradient, &mut dx[index * len..][..len]);
            }
        }
    }
}
