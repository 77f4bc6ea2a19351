//! The products of the rows of two matrices, each row a run of numbers.

use crate::simd::math::{select, sqrt, sum_of, zip};
use crate::simd::{Processor, Task, compile_task};

/// The sum of products of each row of `x` with each row of `y`, rows of `len` numbers.
pub struct Dots<'a> {
    pub(crate) len: usize,
    pub(crate) x: &'a [f32],
    pub(crate) y: &'a [f32],
    pub(crate) to: &'a mut [f32],
}

compile_task!(Dots<'_>);

impl Task for Dots<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let rows = self.x.chunks_exact(self.len);
        let to = self.to.chunks_exact_mut(self.y.len() / self.len);
        for (x, to) in rows.zip(to) {
            for (y, to) in self.y.chunks_exact(self.len).zip(to) {
                *to = sum_of(x, y, |x, y| x * y);
            }
        }
    }
}

/// The gradient of one of the two matrices of [`Dots`], from that of the products: the sum of the other's rows,
/// each times the gradient of its product.
pub struct GradientOfDots<'a> {
    pub(crate) len: usize,
    pub(crate) gradient: &'a [f32],
    /// The distances in `gradient` between rows of this matrix, and between rows of the other.
    pub(crate) steps: [usize; 2],
    pub(crate) other: &'a [f32],
    pub(crate) to: &'a mut [f32],
}

compile_task!(GradientOfDots<'_>);

impl Task for GradientOfDots<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let [own, of_other] = self.steps;
        self.to.fill(0.0);
        for (row, to) in self.to.chunks_exact_mut(self.len).enumerate() {
            for (column, other) in self.other.chunks_exact(self.len).enumerate() {
                let share = self.gradient[row * own + column * of_other];
                zip(other, to, |other, to| to + share * other);
            }
        }
    }
}

/// Divides each row of `len` numbers by its Euclidean norm, and returns what it was multiplied by to `factors`;
/// it is at most `most`.
pub struct Normalize<'a> {
    pub(crate) len: usize,
    pub(crate) most: f32,
    pub(crate) rows: &'a mut [f32],
    pub(crate) factors: &'a mut [f32],
}

compile_task!(Normalize<'_>);

impl Task for Normalize<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let rows = self.rows.chunks_exact_mut(self.len);
        for (row, factor) in rows.zip(self.factors) {
            let own = 1.0 / sqrt(sum_of(row, row, |x, y| x * y));
            *factor = select(own > self.most, self.most, own);
            for x in row {
                *x *= *factor;
            }
        }
    }
}

/// The gradient through [`Normalize`], in place, from the rows that it gave.
pub struct GradientOfNormalize<'a> {
    pub(crate) len: usize,
    pub(crate) most: f32,
    pub(crate) normalized: &'a [f32],
    pub(crate) factors: &'a [f32],
    pub(crate) gradient: &'a mut [f32],
}

compile_task!(GradientOfNormalize<'_>);

impl Task for GradientOfNormalize<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let rows = self.normalized.chunks_exact(self.len);
        let gradients = self.gradient.chunks_exact_mut(self.len);
        for ((row, gradient), factor) in rows.zip(gradients).zip(self.factors) {
            // A row that is too short to be divided by its norm is a multiple of itself.
            let along = if *factor < self.most {
                sum_of(row, gradient, |x, dx| x * dx)
            } else {
                0.0
            };
            zip(row, gradient, |x, dx| factor * (dx - along * x));
        }
    }
}
