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

#[cfg(test)]
mod tests {
    use std::vec;
    use std::vec::Vec;

    use super::*;
    use crate::random::{generator, unit};
    use crate::simd::Cpu;

    #[test]
    fn every_row_with_every_other() {
        for (rows, columns, len) in [(1, 1, 1), (2, 3, 17), (5, 1, 16), (3, 4, 7)] {
            let mut rng = generator((rows * columns * len) as u64);
            let mut numbers =
                |count| -> Vec<f32> { (0..count).map(|_| unit(&mut rng) - 0.5).collect() };
            let (x, y, gradient) = (
                numbers(rows * len),
                numbers(columns * len),
                numbers(rows * columns),
            );
            for cpu in Cpu::levels() {
                let (mut dots, mut dx, mut dy) = (
                    vec![9.0; rows * columns],
                    vec![9.0; x.len()],
                    vec![9.0; y.len()],
                );
                cpu.run(Dots {
                    len,
                    x: &x,
                    y: &y,
                    to: &mut dots,
                });
                for (steps, other, to) in [([columns, 1], &y, &mut dx), ([1, columns], &x, &mut dy)]
                {
                    cpu.run(GradientOfDots {
                        len,
                        gradient: &gradient,
                        steps,
                        other,
                        to,
                    });
                }
                for i in 0..rows {
                    for j in 0..columns {
                        let sum: f32 = (0..len).map(|k| x[i * len + k] * y[j * len + k]).sum();
                        assert!((dots[i * columns + j] - sum).abs() < 1e-6, "{cpu:?}");
                        for k in 0..len {
                            dx[i * len + k] -= gradient[i * columns + j] * y[j * len + k];
                            dy[j * len + k] -= gradient[i * columns + j] * x[i * len + k];
                        }
                    }
                }
                let rest = dx.iter().chain(&dy).map(|rest| rest.abs());
                assert!(rest.fold(0.0, f32::max) < 1e-6, "{cpu:?}");
            }
        }
    }

    #[test]
    fn a_row_without_a_length_has_no_direction() {
        let mut rows = [3.0, 4.0, 0.0, 0.0];
        let mut factors = [9.0; 2];
        let most = 1e7;
        Cpu::PLAIN.run(Normalize {
            len: 2,
            most,
            rows: &mut rows,
            factors: &mut factors,
        });
        assert_eq!((rows, factors), ([0.6, 0.8, 0.0, 0.0], [0.2, most]));
        let mut gradient = [5.0, 0.0, 5.0, 0.0];
        Cpu::PLAIN.run(GradientOfNormalize {
            len: 2,
            most,
            normalized: &rows,
            factors: &factors,
            gradient: &mut gradient,
        });
        let expected = [0.64, -0.48, 5e7, 0.0];
        for (got, expected) in gradient.iter().zip(expected) {
            assert!(
                (got - expected).abs() <= 1e-6 * expected.abs(),
                "{gradient:?}"
            );
        }
    }
}
