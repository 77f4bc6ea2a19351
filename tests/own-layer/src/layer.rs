//! Layers of one's own.

use kerust::activations::linear;
use kerust::constraints::Constraint;
use kerust::gradients::Sink;
use kerust::initializers::{Initializer, zeros};
use kerust::layers::{Batch, Definition, Fit, FixedShapes, Geometry, Layer, Pass, WeightOptions};
use kerust::memory::{LANE, Lane, Weight};
use kerust::regularizers::Regularizer;
use kerust::shape::{Dims, Row, Sequence, Shape, Vector};

/// Adds a learned number to each of `N` features: a layer with weights, options and fixed shapes.
#[derive(Debug)]
pub struct Shift<const N: usize> {
    options: WeightOptions,
}

impl<const N: usize> Shift<N> {
    /// The layer.
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Shift {
            options: WeightOptions::NONE,
        }
    }

    /// `shift_initializer = …`
    #[must_use]
    pub const fn shift_initializer(mut self, initializer: &'static dyn Initializer) -> Self {
        self.options.initializer = Some(initializer);
        self
    }

    /// `shift_regularizer = …`
    #[must_use]
    pub const fn shift_regularizer(mut self, regularizer: &'static dyn Regularizer) -> Self {
        self.options.regularizer = Some(regularizer);
        self
    }

    /// `shift_constraint = …`
    #[must_use]
    pub const fn shift_constraint(mut self, constraint: &'static dyn Constraint) -> Self {
        self.options.constraint = Some(constraint);
        self
    }
}

impl<const N: usize> FixedShapes for Shift<N> {
    type In = Vector<N>;
    type Out = Vector<N>;
    const WEIGHTS: &'static [Weight] = &[Weight::new("shift", &[N], &zeros {})];

    fn weight_options(&self, _: usize) -> WeightOptions {
        self.options
    }
}

impl<const N: usize> Layer<Vector<N>, Vector<N>> for Shift<N> {
    fn forward<X>(&self, weights: &[Lane], x: &X, y: &mut [[f32; N]], _: &Pass)
    where
        X: Batch<[f32; N]> + ?Sized,
    {
        let shift = weights.as_flattened();
        for (x, y) in x.rows().zip(y) {
            for i in 0..N {
                y[i] = x[i] + shift[i];
            }
        }
    }

    fn backward<X>(
        &self,
        _: &X,
        _: &[[f32; N]],
        dy: &[[f32; N]],
        dx: Option<&mut [[f32; N]]>,
        sink: &mut Sink,
        _: &Pass,
    ) where
        X: Batch<[f32; N]> + ?Sized,
    {
        if let Some(dx) = dx {
            dx.copy_from_slice(dy);
        }
        for lane in 0..N.div_ceil(LANE) {
            let mut gradient = [0.0; LANE];
            for dy in dy {
                for (sum, d) in gradient.iter_mut().zip(&dy[lane * LANE..]) {
                    *sum += d;
                }
            }
            sink.give(lane, &gradient);
        }
    }
}

/// The last step of any sequence: a layer whose output depends on its input's shape.
#[derive(Debug)]
pub struct LastStep;

impl LastStep {
    /// The layer.
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        LastStep
    }
}

impl Definition for LastStep {
    type Ends = linear;
    const LOOK_THROUGH: bool = true;
}

impl<In: Shape> Geometry<In> for LastStep {
    const FIT: Fit = match In::DIMS.rank {
        0 => Fit::Ok(Dims::UNKNOWN),
        2 => Fit::Ok(Dims::vector(In::DIMS.width())),
        _ => Fit::Bad {
            expects: kerust::message::Text::new("a `Sequence`"),
            gives: kerust::message::Text::new("`").shape(In::DIMS).text("`"),
            help: kerust::message::Text::EMPTY,
            out: Dims::UNKNOWN,
        },
    };
}

impl<const T: usize, const F: usize> Layer<Sequence<T, F>, Vector<F>> for LastStep {
    fn forward<X>(&self, _: &[Lane], x: &X, y: &mut [[f32; F]], _: &Pass)
    where
        X: Batch<[[f32; F]; T]> + ?Sized,
    {
        for (x, y) in x.rows().zip(y) {
            *y = x[T - 1];
        }
    }

    fn backward<X>(
        &self,
        _: &X,
        _: &[[f32; F]],
        dy: &[[f32; F]],
        dx: Option<&mut [[[f32; F]; T]]>,
        _: &mut Sink,
        _: &Pass,
    ) where
        X: Batch<[[f32; F]; T]> + ?Sized,
    {
        for (dx, dy) in dx.into_iter().flatten().zip(dy) {
            dx.flat_mut().fill(0.0);
            dx[T - 1] = *dy;
        }
    }
}
