use core::marker::PhantomData;

use super::{Batch, Definition, Fit, Geometry, Layer, Parts, Pass, With, options};
use crate::activations::{Activate, Applied, linear};
use crate::gradients::Sink;
use crate::kernels::elementwise;
use crate::memory::Lane;
use crate::regularizers::Regularizer;
use crate::shape::{Row, Shape};

/// An activation as a layer; Keras' `Activation`.
///
/// `Activation(softmax)` applies it to any shape, `Activation(relu, activity_regularizer = l1(0.01))`
/// adds a penalty on its outputs, and `Activation(glu)` halves the last axis. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(relu) >].new(0);
/// assert_eq!(net.predict(&[-1.0, 0.0, 2.0]), [0.0, 0.0, 2.0]);
/// ```
#[derive(Debug)]
pub struct Activation<A = linear> {
    pub(super) activity: Option<&'static dyn Regularizer>,
    activation: PhantomData<fn() -> A>,
}

impl<A> Activation<A> {
    /// The layer; its activation is in its type.
    #[must_use]
    pub const fn new() -> Self {
        Activation {
            activity: None,
            activation: PhantomData,
        }
    }

    /// A penalty on what the layer gives.
    #[must_use]
    pub const fn activity_regularizer(mut self, regularizer: &'static dyn Regularizer) -> Self {
        self.activity = Some(regularizer);
        self
    }
}

impl<A: Activate> With<A> for Activation<linear> {
    type Is = Activation<A>;
}

impl<A: Activate> With<options::activation<A>> for Activation<linear> {
    type Is = Activation<A>;
}

impl<A: Activate> Definition for Activation<A> {
    type Ends = A;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["activation", "activity_regularizer"]);
    const COMPUTES: bool = false;
    const PARTS: Parts = if A::ELEMENTWISE {
        Parts::Elementwise
    } else {
        Parts::Whole
    };

    #[inline(always)]
    fn activity(&self) -> Option<&'static dyn Regularizer> {
        self.activity
    }
}

impl<In: Shape, A: Activate> Geometry<In> for Activation<A> {
    const FIT: Fit = Fit::Ok(In::DIMS);
}

impl<S: Shape, A: Activate> Layer<S, S> for Activation<A> {
    #[inline(always)]
    fn forward<X>(&self, _: &[Lane], x: &X, y: &mut [S::Row], pass: &Pass)
    where
        X: Batch<S::Row> + ?Sized,
    {
        for (x, y) in x.rows().zip(y.iter_mut()) {
            *y = *x;
        }
        if Applied::of::<A>() != Applied::AfterLayer {
            pass.cpu.run(elementwise::Activation::<A> {
                values: Row::flatten_mut(y),
                width: S::WIDTH,
                activation: PhantomData,
            });
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
            dx.copy_from_slice(dy);
        }
    }
}
