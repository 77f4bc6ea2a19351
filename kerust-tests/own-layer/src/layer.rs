//! Layers of one's own.

use kerust::constraints::Constraint;
use kerust::graph::{Inferred, Spec, Weight};
use kerust::initializers::{Initializer, zeros};
use kerust::layers::{Infer, Node, RowBackward, RowForward, RowLayer, WeightOptions};
use kerust::regularizers::Regularizer;
use kerust::shape::Dims;

/// Adds a learned number to each feature: a layer with weights and options.
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

    const fn spec(&self, given: Dims) -> Spec {
        let own = Dims::vector(N);
        let inferred = if given.is_unknown() || given.same(own) {
            Inferred::Shape(own)
        } else {
            Inferred::expects(own, given, kerust::message::Text::EMPTY, own)
        };
        Spec::new("Shift", inferred)
            .input(own)
            .weight(Weight::new("shift", &[N], &zeros {}).with(self.options))
    }
}

impl<const N: usize, T: Node<Layer = Self>> Infer<T> for Shift<N> {
    const SPEC: Spec = T::LAYER.spec(T::INPUT);
}

impl<const N: usize> RowLayer for Shift<N> {
    fn forward(&self, row: RowForward<'_>) {
        let shift = row.weights.at(0);
        for (i, (x, y)) in row.x.iter().zip(row.y).enumerate() {
            *y = x + shift.get(i);
        }
    }

    fn backward(&self, mut row: RowBackward<'_>) {
        row.dx.copy_from_slice(row.dy);
        for (i, dy) in row.dy.iter().enumerate() {
            row.gradients.at(0).add(i, *dy);
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

    const fn spec(given: Dims) -> Spec {
        let inferred = match given.rank {
            0 => Inferred::Shape(Dims::UNKNOWN),
            2 => Inferred::Shape(Dims::vector(given.width())),
            _ => Inferred::misfit("a `Sequence`", given),
        };
        Spec::new("LastStep", inferred).looks_through()
    }
}

impl<N: Node<Layer = Self>> Infer<N> for LastStep {
    const SPEC: Spec = LastStep::spec(N::INPUT);
}

impl RowLayer for LastStep {
    fn forward(&self, row: RowForward<'_>) {
        let before = row.x.len() - row.y.len();
        row.y.copy_from_slice(&row.x[before..]);
    }

    fn backward(&self, row: RowBackward<'_>) {
        let before = row.dx.len() - row.dy.len();
        let (others, last) = row.dx.split_at_mut(before);
        others.fill(0.0);
        last.copy_from_slice(row.dy);
    }
}

/// Divides a row by its length: a layer that leaves a number for its way back.
#[derive(Debug)]
pub struct Direction;

impl Direction {
    /// The layer.
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Direction
    }
}

impl<N: Node<Layer = Self>> Infer<N> for Direction {
    const SPEC: Spec = Spec::new("Direction", Inferred::Shape(N::INPUT)).saved(1, 0);
}

impl RowLayer for Direction {
    fn forward(&self, row: RowForward<'_>) {
        let length = row.x.iter().map(|x| x * x).sum::<f32>().sqrt();
        row.saved[0] = length;
        for (x, y) in row.x.iter().zip(row.y) {
            *y = x / length;
        }
    }

    fn backward(&self, row: RowBackward<'_>) {
        let along: f32 = row.y.iter().zip(row.dy).map(|(y, dy)| y * dy).sum();
        for ((dx, dy), y) in row.dx.iter_mut().zip(row.dy).zip(row.y) {
            *dx = (dy - y * along) / row.saved[0];
        }
    }
}
