//! Products of matrices in panels of sixteen columns, with a vector for each row.

use crate::simd::accumulators::{Accumulators, One, Take};
use crate::simd::{LANES, Processor, Task, Vector16};

/// `to = mᵀ · m` for a matrix with this number of columns.
pub struct Gram<'a> {
    pub(crate) matrix: &'a [Vector16],
    pub(crate) columns: usize,
    pub(crate) to: &'a mut [Vector16],
}

impl Task for Gram<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let Gram {
            matrix,
            columns,
            to,
        } = self;
        let rows = matrix.len() / columns.div_ceil(LANES);
        let panels = to.chunks_exact_mut(columns);
        for (right, to) in matrix.chunks_exact(rows).zip(panels) {
            for (panel, left) in matrix.chunks_exact(rows).enumerate() {
                let to = &mut to[panel * LANES..columns.min((panel + 1) * LANES)];
                let mut first = 0;
                while first < to.len() {
                    // The last tile begins early enough to be complete.
                    let start = first.min(LANES - P::Many::COUNT);
                    let mut sums = P::Many::ZERO;
                    for (left, right) in left.iter().zip(right) {
                        sums.add_outer::<P>(&left[start..], &[*right]);
                    }
                    sums.give(start, &mut Rows(to));
                    first = start + P::Many::COUNT;
                }
            }
        }
    }
}

/// `to = share · m + m · by` for a matrix with this number of rows; `by` is square.
pub struct Times<'a> {
    pub(crate) matrix: &'a [Vector16],
    pub(crate) rows: usize,
    pub(crate) share: f32,
    pub(crate) by: &'a [Vector16],
    pub(crate) columns: usize,
    pub(crate) to: &'a mut [Vector16],
}

impl Task for Times<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let last = self.rows - 1;
        let panels = self.to.chunks_exact_mut(self.rows);
        for (panel, (by, to)) in self.by.chunks_exact(self.columns).zip(panels).enumerate() {
            for first in (0..self.rows).step_by(P::Many::COUNT) {
                let mut sums = P::Many::from_fn(first, &mut |row| {
                    let vector = self.matrix[panel * self.rows + row.min(last)];
                    [vector.map(|number| self.share * number)]
                });
                let factors = by.chunks(LANES).zip(self.matrix.chunks_exact(self.rows));
                for (by, matrix) in factors {
                    // Beyond the last row, that one is computed again and discarded.
                    let numbers = P::Many::of(first, &mut |row| &matrix[row.min(last)][..]);
                    for (index, by) in by.iter().enumerate() {
                        sums.add_products::<P>(&numbers, index, &[*by]);
                    }
                }
                sums.give(first, &mut Rows(to));
            }
        }
    }
}

/// The rows of a panel; sums beyond the last one are discarded.
struct Rows<'a>(&'a mut [Vector16]);

impl Take<One<1>> for Rows<'_> {
    #[inline(always)]
    fn take(&mut self, row: usize, [sums]: &One<1>) {
        if let Some(to) = self.0.get_mut(row) {
            *to = *sums;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{generator, unit};
    use crate::simd::Cpu;
    use crate::tensor::place;
    use std::vec;
    use std::vec::Vec;

    struct Matrix {
        vectors: Vec<Vector16>,
        rows: usize,
        columns: usize,
    }

    impl Matrix {
        fn new(rows: usize, columns: usize) -> Matrix {
            let vectors = vec![[0.0; LANES]; rows * columns.div_ceil(LANES)];
            Matrix {
                vectors,
                rows,
                columns,
            }
        }

        fn at(&self, row: usize, column: usize) -> f64 {
            let (vector, place) = place(self.rows, row, column);
            self.vectors[vector][place].into()
        }

        fn random(rows: usize, columns: usize) -> Matrix {
            let (mut matrix, mut rng) = (Matrix::new(rows, columns), generator(7));
            for row in 0..rows {
                for column in 0..columns {
                    let (vector, place) = place(rows, row, column);
                    matrix.vectors[vector][place] = unit(&mut rng) - 0.5;
                }
            }
            matrix
        }

        fn compare(&self, exact: impl Fn(usize, usize) -> f64) {
            for row in 0..self.rows {
                for column in 0..self.columns {
                    let (got, exact) = (self.at(row, column), exact(row, column));
                    assert!((got - exact).abs() < 1e-5, "{got} {exact} {row} {column}");
                }
            }
            let sum: f64 = self
                .vectors
                .as_flattened()
                .iter()
                .map(|x| f64::from(x.abs()))
                .sum();
            let own = (0..self.rows).flat_map(|row| (0..self.columns).map(move |c| (row, c)));
            let own: f64 = own.map(|(row, column)| self.at(row, column).abs()).sum();
            assert!((sum - own).abs() < 1e-9 * own, "padding stays 0");
        }
    }

    #[test]
    fn sums_as_the_formulas_are() {
        for cpu in Cpu::levels() {
            for (rows, columns) in [(1, 1), (4, 3), (16, 16), (19, 17), (40, 5), (50, 33)] {
                let matrix = Matrix::random(rows, columns);
                let mut gram = Matrix::new(columns, columns);
                cpu.run(Gram {
                    matrix: &matrix.vectors,
                    columns,
                    to: &mut gram.vectors,
                });
                gram.compare(|i, j| (0..rows).map(|r| matrix.at(r, i) * matrix.at(r, j)).sum());
                let (by, mut to) = (Matrix::random(columns, columns), Matrix::new(rows, columns));
                cpu.run(Times {
                    matrix: &matrix.vectors,
                    rows,
                    share: 1.5,
                    by: &by.vectors,
                    columns,
                    to: &mut to.vectors,
                });
                to.compare(|r, c| {
                    let products = (0..columns).map(|k| matrix.at(r, k) * by.at(k, c));
                    1.5 * matrix.at(r, c) + products.sum::<f64>()
                });
            }
        }
    }
}
