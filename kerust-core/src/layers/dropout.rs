use super::{Batch, Definition, Fit, Geometry, Layer, Parts, Pass};
use crate::activations::linear;
use crate::gradients::Sink;
use crate::kernels::elementwise;
use crate::memory::Lane;
use crate::shape::{Row, Shape};

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

    /// Below this a place's random number drops it.
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

    /// The rows of either direction; the same mask in both.
    fn rows<'a, S: Shape>(
        &self,
        from: impl Iterator<Item = &'a S::Row>,
        to: &mut [S::Row],
        pass: &Pass,
    ) {
        let columns = pass.columns(S::DIMS.len());
        let drops = pass.training && self.rate > 0.0;
        let (counter, threshold, scale) = (pass.counter(), self.threshold(), self.scale());
        for (index, (from, to)) in from.zip(to).enumerate() {
            let place = index * S::DIMS.len() + columns.start;
            let (from, to) = (
                &from.flat()[columns.clone()],
                &mut to.flat_mut()[columns.clone()],
            );
            if drops {
                pass.cpu.run(elementwise::Drop {
                    from,
                    to,
                    counter,
                    place,
                    threshold,
                    scale,
                });
            } else {
                to.copy_from_slice(from);
            }
        }
    }
}

impl Definition for Dropout {
    type Ends = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&[]);
    const LOOK_THROUGH: bool = true;
    const COMPUTES: bool = false;
    const PARTS: Parts = Parts::Elementwise;
}

impl<In: Shape> Geometry<In> for Dropout {
    const FIT: Fit = Fit::Ok(In::DIMS);
}

impl<S: Shape> Layer<S, S> for Dropout {
    #[inline(always)]
    fn forward<X>(&self, _: &[Lane], x: &X, y: &mut [S::Row], pass: &Pass)
    where
        X: Batch<S::Row> + ?Sized,
    {
        self.rows::<S>(x.rows(), y, pass);
    }

    #[inline(always)]
    fn backward<X, K>(
        &self,
        _: &X,
        _: &[S::Row],
        dy: &[S::Row],
        dx: Option<&mut [S::Row]>,
        _: &mut K,
        pass: &Pass,
    ) where
        X: Batch<S::Row> + ?Sized,
        K: Sink,
    {
        if let Some(dx) = dx {
            self.rows::<S>(dy.iter(), dx, pass);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gradients::{Learner, Store};
    use crate::shape::Vector;

    type Shape1000 = Vector<1000>;

    fn forward(rate: f32, pass: &Pass) -> [f32; 1000] {
        let mut y = [[9.0; 1000]];
        Layer::<Shape1000, Shape1000>::forward(
            &Dropout::new(rate),
            &[],
            &[[1.0; 1000]][..],
            &mut y,
            pass,
        );
        y[0]
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

    #[test]
    fn backward_has_the_same_mask() {
        let pass = Pass::train(5, 6);
        let y = forward(0.5, &pass);
        let mut dx = [[0.0; 1000]];
        let mut store = Store(&mut []);
        let mut sink = store.sink(&mut [], 0);
        let ones = [[1.0; 1000]];
        Layer::<Shape1000, Shape1000>::backward(
            &Dropout::new(0.5),
            &ones[..],
            &ones,
            &ones,
            Some(&mut dx),
            &mut sink,
            &pass,
        );
        assert_eq!(dx[0], y);
    }
}
