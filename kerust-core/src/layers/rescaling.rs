use core::fmt::Display;

use super::{Batch, Definition, Fit, Geometry, Layer, Parts, Pass};
use crate::activations::linear;
use crate::gradients::Sink;
use crate::memory::Lane;
use crate::shape::{Row, Shape};

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

impl Definition for Rescaling {
    type Ends = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["offset"]);
    const READS_BYTES: bool = true;
    const PARTS: Parts = Parts::Elementwise;

    fn config(&self, option: &mut dyn FnMut(&'static str, &dyn Display)) {
        option("scale", &self.scale);
        if self.offset != 0.0 {
            option("offset", &self.offset);
        }
    }
}

impl<In: Shape> Geometry<In> for Rescaling {
    const FIT: Fit = Fit::Ok(In::DIMS);
}

impl<S: Shape> Layer<S, S> for Rescaling {
    #[inline(always)]
    fn forward<X>(&self, _: &[Lane], x: &X, y: &mut [S::Row], pass: &Pass)
    where
        X: Batch<S::Row> + ?Sized,
    {
        for (row, y) in y.iter_mut().enumerate().take(x.len()) {
            x.scaled(row, [self.scale, self.offset], y, pass);
        }
    }

    #[inline(always)]
    fn backward<X, K>(
        &self,
        _: &X,
        _: &[S::Row],
        dy: &[S::Row],
        dx: Option<&mut [S::Row]>,
        _: &mut K,
        _: &Pass,
    ) where
        X: Batch<S::Row> + ?Sized,
        K: Sink,
    {
        if let Some(dx) = dx {
            for (dx, dy) in S::Row::flatten_mut(dx).iter_mut().zip(S::Row::flatten(dy)) {
                *dx = dy * self.scale;
            }
        }
    }
}
