use super::{Batch, Definition, Fit, Geometry, Layer, Pass};
use crate::activations::linear;
use crate::gradients::Sink;
use crate::memory::Lane;
use crate::shape::{Dims, Row, Shape, Vector};

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
}

impl Definition for Flatten {
    type Ends = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&[]);
    const LOOK_THROUGH: bool = true;
}

impl<In: Shape> Geometry<In> for Flatten {
    const FIT: Fit = Fit::Ok(if In::DIMS.is_unknown() {
        Dims::UNKNOWN
    } else {
        Dims::vector(In::DIMS.len())
    });
}

impl<S: Shape, const N: usize> Layer<S, Vector<N>> for Flatten {
    #[inline(always)]
    fn forward<X>(&self, _: &[Lane], x: &X, y: &mut [[f32; N]], _: &Pass)
    where
        X: Batch<S::Row> + ?Sized,
    {
        for (x, y) in x.rows().zip(y) {
            y.copy_from_slice(x.flat());
        }
    }

    #[inline(always)]
    fn backward<X, K>(
        &self,
        _: &X,
        _: &[[f32; N]],
        dy: &[[f32; N]],
        dx: Option<&mut [S::Row]>,
        _: &mut K,
        _: &Pass,
    ) where
        X: Batch<S::Row> + ?Sized,
        K: Sink,
    {
        for (dx, dy) in dx.into_iter().flatten().zip(dy) {
            dx.flat_mut().copy_from_slice(dy);
        }
    }
}
