use core::ops::RangeInclusive;

use crate::regularizers::{Regularizer, check_factor};
use crate::simd::math;
use crate::simd::math::EPSILON;
use crate::tensor::{View, ViewMut};
use crate::word::Ranks;

/// A word for `mode = …`: the vectors that are to be orthogonal.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a mode of `orthogonal_regularizer`",
    label = "not a mode",
    note = "write `rows` or `columns`"
)]
pub trait Vectors {
    /// Whether the vectors are the matrix' rows.
    const ROWS: bool;
}

/// `mode = rows`: the rows of the matrix.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum rows {}

/// `mode = columns`: the columns of the matrix.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum columns {}

impl Vectors for rows {
    const ROWS: bool = true;
}

impl Vectors for columns {
    const ROWS: bool = false;
}

/// The factor times the mean of |cos| of the angles between any two rows, or columns, of a matrix;
/// Keras' `OrthogonalRegularizer`.
///
/// `orthogonal_regularizer(factor = 0.01, mode = rows)`, with modes `rows` and `columns`. It is for
/// arrays of two axes; for another array `model!` reports an error. Its cost grows with the square of
/// the number of vectors.
///
/// ```
/// use kerust::prelude::*;
///
/// model! {
///     struct Net <
///         // The columns are (1, 1) and (1, 1).
///         Dense<2, 2>(kernel_initializer = ones, kernel_regularizer = orthogonal_regularizer(mode = columns))
///     >
/// }
///
/// let net = compile!(Net::new(1), optimizer = SGD, loss = mse);
/// let logs = net.evaluate(&[[0.0, 0.0]], &[[0.0, 0.0]])?;
/// assert!((logs.loss() - 0.01).abs() < 1e-6);
/// # Ok::<(), kerust::Error>(())
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct orthogonal_regularizer {
    factor: f32,
    rows: bool,
}

impl orthogonal_regularizer {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        orthogonal_regularizer {
            factor: 0.01,
            rows: true,
        }
    }

    /// The regularizer with this factor, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn of(factor: f32) -> Self {
        orthogonal_regularizer::new().factor(factor)
    }

    /// The factor, 0 or more.
    ///
    /// # Panics
    /// If it is not; in `model!` this is an error of compilation.
    #[must_use]
    #[track_caller]
    pub const fn factor(self, factor: f32) -> Self {
        check_factor(factor);
        orthogonal_regularizer { factor, ..self }
    }

    /// The vectors that are to be orthogonal: `rows` or `columns`.
    #[must_use]
    pub const fn mode<V: Vectors>(self) -> Self {
        orthogonal_regularizer {
            rows: V::ROWS,
            ..self
        }
    }

    /// The vectors of the matrix.
    fn vectors<'a>(&self, matrix: &'a View<'a>) -> Matrix<'a> {
        Matrix {
            numbers: matrix,
            of_rows: self.rows,
        }
    }

    /// The factor of the sum over all pairs; a single vector has no penalty.
    fn share(&self, vectors: usize) -> f32 {
        let pairs = vectors * vectors.saturating_sub(1) / 2;
        self.factor / pairs.max(1) as f32
    }
}

impl Default for orthogonal_regularizer {
    fn default() -> Self {
        orthogonal_regularizer::new()
    }
}

impl Ranks for orthogonal_regularizer {
    const RANKS: RangeInclusive<usize> = 2..=2;
}

/// A matrix as vectors.
struct Matrix<'a> {
    numbers: &'a View<'a>,
    of_rows: bool,
}

impl Matrix<'_> {
    /// The number of vectors and the length of each.
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = (self.numbers.rows(), self.numbers.columns());
        if self.of_rows {
            (rows, columns)
        } else {
            (columns, rows)
        }
    }

    /// The row and the column of element `place` of vector `vector`.
    #[inline(always)]
    fn position(&self, vector: usize, place: usize) -> (usize, usize) {
        if self.of_rows {
            (vector, place)
        } else {
            (place, vector)
        }
    }

    #[inline(always)]
    fn at(&self, vector: usize, place: usize) -> f32 {
        let (row, column) = self.position(vector, place);
        self.numbers.at(row, column)
    }

    /// The dot product of two vectors.
    fn product(&self, a: usize, b: usize) -> f64 {
        let places = 0..self.size().1;
        let terms = places.map(|place| f64::from(self.at(a, place)) * f64::from(self.at(b, place)));
        terms.sum()
    }

    /// The factor that scales a vector to length 1: one over the root of its sum of squares, with Keras'
    /// limit for vectors of almost no length.
    fn normalizing(&self, vector: usize) -> f64 {
        (1.0 / math::root(self.product(vector, vector))).min(1.0 / f64::from(EPSILON))
    }
}

impl Regularizer for orthogonal_regularizer {
    fn penalty(&self, array: &View<'_>) -> f32 {
        let vectors = self.vectors(array);
        let (count, _) = vectors.size();
        let mut sum = 0.0;
        for a in 0..count {
            let by = vectors.normalizing(a);
            for b in 0..a {
                sum += (vectors.product(a, b) * by * vectors.normalizing(b)).abs();
            }
        }
        self.share(count) * sum as f32
    }

    /// The slope of |cos| at 0 is 1, as on JAX; a vector of zeros has no gradient (NaN on JAX).
    fn add_gradient(&self, scale: f32, array: &View<'_>, gradient: &mut ViewMut<'_>) {
        let vectors = self.vectors(array);
        let (count, size) = vectors.size();
        let share = f64::from(scale * self.share(count));
        for a in 0..count {
            let by = vectors.normalizing(a);
            if vectors.product(a, a) == 0.0 {
                continue;
            }
            for b in (0..count).filter(|b| *b != a) {
                let other = vectors.normalizing(b);
                let cosine = vectors.product(a, b) * by * other;
                let sign = if cosine >= 0.0 { 1.0 } else { -1.0 };
                // At the limit the factor is constant and has no derivative.
                let along = if by < 1.0 / f64::from(EPSILON) {
                    cosine.abs()
                } else {
                    0.0
                };
                for place in 0..size {
                    let (row, column) = vectors.position(a, place);
                    let (own, others) = (vectors.at(a, place), vectors.at(b, place));
                    // For two almost parallel vectors this is a small difference.
                    let slope = sign * other * f64::from(others) - along * by * f64::from(own);
                    *gradient.at_mut(row, column) += (share * by * slope) as f32;
                }
            }
        }
    }
}
