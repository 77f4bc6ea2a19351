use crate::activations::linear;
use crate::graph::{Inferred, Parts, Reads, Spec};
use crate::kernels::elementwise;
use crate::layers::{Backward, Forward, Infer, Layer, Node, Pass};
use crate::tensor::Dims;

/// Sets a random fraction of its inputs to 0 in training, and multiplies the others by 1 / (1 −
/// rate), so that the expected sum stays the same; Keras' `Dropout` (Srivastava and others, 2014).
///
/// `Dropout(rate)`, with a rate from 0.0 to 1.0. Predictions and evaluations leave the inputs as they
/// are. It takes any shape and has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Dropout(0.5) >].new(42);
/// assert_eq!(net.predict(&[1.0, 2.0, 3.0]), [1.0, 2.0, 3.0]);
/// ```
#[derive(Debug)]
pub struct Dropout {
    rate: f32,
}

impl Dropout {
    /// Drops the share `rate`, from 0.0 to 1.0.
    ///
    /// # Panics
    /// If `rate` is outside of it; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn new(rate: f32) -> Self {
        assert!(
            rate >= 0.0 && rate <= 1.0,
            "the rate of `Dropout` is a share, from 0.0 to 1.0"
        );
        Dropout { rate }
    }

    /// Another share; Keras' name of it.
    ///
    /// # Panics
    /// As [`new`](Dropout::new).
    #[must_use]
    #[track_caller]
    pub const fn rate(self, rate: f32) -> Self {
        Dropout::new(rate)
    }

    /// The bound below which a place's random number drops it.
    #[inline(always)]
    fn threshold(&self) -> u32 {
        (f64::from(self.rate) * (1u64 << 32) as f64) as u32
    }

    #[inline(always)]
    fn scale(&self) -> f32 {
        if self.rate < 1.0 {
            1.0 / (1.0 - self.rate)
        } else {
            0.0
        }
    }

    /// The rows of either direction, of `width` numbers; the same mask in both. A worker has some of the
    /// columns.
    fn rows<'a>(
        &self,
        from: impl Iterator<Item = &'a [f32]>,
        to: &mut [f32],
        width: usize,
        pass: &Pass<'_>,
    ) {
        let columns = pass.columns(width);
        let drops = pass.training && self.rate > 0.0;
        let (counter, threshold, scale) = (pass.counter(), self.threshold(), self.scale());
        for (index, (from, to)) in from.zip(to.chunks_exact_mut(width)).enumerate() {
            let place = (pass.first_row() + index) * width + columns.start;
            let (from, to) = (&from[columns.clone()], &mut to[columns.clone()]);
            if drops {
                let drop = elementwise::Drop {
                    from,
                    to,
                    counter,
                    place,
                    threshold,
                    scale,
                };
                drop.on(pass.cpu);
            } else {
                to.copy_from_slice(from);
            }
        }
    }

    const fn spec(given: Dims) -> Spec {
        Spec::new("Dropout", Inferred::Shape(given))
            .looks_through()
            .computes_nothing()
            .parts(Parts::Elementwise)
            .reads(Reads::NOTHING)
            .by_batches()
    }
}

impl<N: Node<Layer = Self>> Infer<N> for Dropout {
    const SPEC: Spec = Dropout::spec(N::INPUT);
}

impl Layer for Dropout {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&[]);

    fn forward(&self, pass: Forward<'_>) {
        let Forward {
            x, y, shapes, pass, ..
        } = pass;
        let rows = (0..x.count()).map(|row| x.numbers(row));
        self.rows(rows, y, shapes.output.len(), pass);
    }

    fn backward(&self, pass: Backward<'_>) {
        let Backward {
            dy,
            dx,
            shapes,
            pass,
            ..
        } = pass;
        let width = shapes.output.len();
        if let Some(dx) = dx {
            self.rows(dy.chunks_exact(width), dx, width, pass);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forward(rate: f32, pass: &Pass<'_>) -> [f32; 1000] {
        let mut y = [9.0; 1000];
        Dropout::new(rate).rows([&[1.0; 1000][..]].into_iter(), &mut y, 1000, pass);
        y
    }

    #[test]
    fn drops_the_share_and_scales_the_rest() {
        let y = forward(0.25, &Pass::train(1, 2));
        let kept = y.iter().filter(|y| **y == 1.0 / 0.75).count();
        assert_eq!(kept + y.iter().filter(|y| **y == 0.0).count(), 1000);
        assert!((700..800).contains(&kept), "{kept}");
        assert_ne!(y, forward(0.25, &Pass::train(1, 3)));
        assert_ne!(y, forward(0.25, &Pass::train(1, 2).layer(1)));
    }

    #[test]
    fn the_ends_of_the_range_and_prediction() {
        assert_eq!(forward(0.0, &Pass::train(1, 2)), [1.0; 1000]);
        assert_eq!(forward(1.0, &Pass::train(1, 2)), [0.0; 1000]);
        assert_eq!(forward(0.5, &Pass::PREDICT), [1.0; 1000]);
    }
}
