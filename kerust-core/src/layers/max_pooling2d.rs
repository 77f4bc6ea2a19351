use super::{Backward, Forward, Infer, Layer, Node};
use crate::activations::linear;
use crate::graph::{Config, Inferred, Reads, Spec, Value};
use crate::message::Text;
use crate::shape::Dims;

/// The largest value of each window of `SIZE`×`SIZE` pixels; Keras' `MaxPooling2D`.
///
/// `MaxPooling2D<SIZE>` takes `Image<H, W, C>` and gives `Image<H / SIZE, W / SIZE, C>`: windows do
/// not overlap, and the last rows and columns that do not fill a window are left out. Among equal
/// values the first one gets the gradient. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Image<2, 2, 1>, MaxPooling2D<2> >].new(0);
/// assert_eq!(net.predict(&[[[1.0], [4.0]], [[3.0], [2.0]]]), [[[4.0]]]);
/// ```
#[derive(Debug)]
pub struct MaxPooling2D<const SIZE: usize>;

impl<const SIZE: usize> MaxPooling2D<SIZE> {
    /// The layer; its settings are in its type.
    #[must_use]
    pub const fn new() -> Self {
        MaxPooling2D
    }
}

impl<const SIZE: usize> MaxPooling2D<SIZE> {
    const fn spec(given: Dims) -> Spec {
        let [height, width, channels] = given.sizes;
        let inferred = if SIZE == 0 {
            Inferred::invalid("has a window of size 0", "write 1 or more", Dims::UNKNOWN)
        } else if given.is_unknown() {
            Inferred::Shape(given)
        } else if given.rank != 3 {
            Inferred::misfit("an `Image`", given)
        } else if SIZE > height || SIZE > width {
            let expects = Text::new("an image of at least ").number(SIZE);
            Inferred::Misfit {
                expects: expects.text("×").number(SIZE),
                gives: Text::new("`").shape(given).text("`"),
                help: Text::new("use a smaller window"),
                out: Dims::UNKNOWN,
            }
        } else {
            Inferred::Shape(Dims::image(height / SIZE, width / SIZE, channels))
        };
        Spec::new("MaxPooling2D", inferred)
            .config(Config::EMPTY.with("pool_size", Value::Integer(SIZE)))
            .reads(Reads::INPUT)
            .by_batches()
    }
}

/// The place in a row of inputs of the largest value of a window, the first of equals; NaN wins. `out` is
/// the number of the output.
fn largest(x: &[f32], input: Dims, output: Dims, size: usize, out: usize) -> usize {
    let [_, width, channels] = input.sizes;
    let (place, channel) = (out / channels, out % channels);
    let (i, j) = (place / output.sizes[1], place % output.sizes[1]);
    let at = |row: usize, column: usize| (row * width + column) * channels + channel;
    let mut largest = at(i * size, j * size);
    for row in i * size..(i + 1) * size {
        for column in j * size..(j + 1) * size {
            let (value, max) = (x[at(row, column)], x[largest]);
            if value > max || (value.is_nan() && !max.is_nan()) {
                largest = at(row, column);
            }
        }
    }
    largest
}

impl<const SIZE: usize, N: Node<Layer = Self>> Infer<N> for MaxPooling2D<SIZE> {
    const SPEC: Spec = Self::spec(N::INPUT);
}

impl<const SIZE: usize> Layer for MaxPooling2D<SIZE> {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&[]);

    fn forward(&self, Forward { x, y, shapes, .. }: Forward<'_>) {
        let (input, output) = (shapes.input, shapes.output);
        for (row, y) in y.chunks_exact_mut(output.len()).enumerate() {
            let x = x.numbers(row);
            for (out, y) in y.iter_mut().enumerate() {
                *y = x[largest(x, input, output, SIZE, out)];
            }
        }
    }

    fn backward(&self, pass: Backward<'_>) {
        let Backward {
            x, dy, dx, shapes, ..
        } = pass;
        let (input, output) = (shapes.input, shapes.output);
        let Some(dx) = dx else { return };
        dx.fill(0.0);
        let rows = dx
            .chunks_exact_mut(input.len())
            .zip(dy.chunks_exact(output.len()));
        for (row, (dx, dy)) in rows.enumerate() {
            let x = x.numbers(row);
            for (out, dy) in dy.iter().enumerate() {
                dx[largest(x, input, output, SIZE, out)] = *dy;
            }
        }
    }
}
