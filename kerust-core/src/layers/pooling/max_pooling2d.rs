use crate::activations::linear;
use crate::graph::{Config, Inferred, Parts, Reads, Spec, Value};
use crate::kernels::pool;
use crate::layers::{Backward, Forward, Infer, Layer, Node};
use crate::message::Text;
use crate::tensor::Dims;

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
            .saved(inferred.out().len(), 0)
            .parts(Parts::Rows)
            .reads(Reads::NOTHING)
            .by_batches()
    }
}

impl<const SIZE: usize, N: Node<Layer = Self>> Infer<N> for MaxPooling2D<SIZE> {
    const SPEC: Spec = Self::spec(N::INPUT);
}

impl<const SIZE: usize> Layer for MaxPooling2D<SIZE> {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&[]);

    fn forward(&self, pass: Forward<'_>) {
        let (input, output) = (pass.shapes.input, pass.shapes.output);
        let largest = pool::Largest {
            sizes: pool::Sizes {
                size: SIZE,
                pitch: input.sizes[1] * input.sizes[2],
                windows: [output.sizes[0], output.sizes[1]],
                channels: input.sizes[2],
            },
            x: pass.x,
            y: pass.y,
            saved: pass.own.saved,
        };
        largest.on(pass.pass.cpu);
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let (input, output) = (pass.shapes.input.len(), pass.shapes.output.len());
        dx.fill(0.0);
        let rows = dx.chunks_exact_mut(input).zip(pass.dy.chunks_exact(output));
        for ((dx, dy), places) in rows.zip(pass.own.saved.chunks_exact(output)) {
            for (dy, place) in dy.iter().zip(places) {
                dx[place.to_bits() as usize] = *dy;
            }
        }
    }
}
