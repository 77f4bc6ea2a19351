use core::ops::RangeInclusive;

use crate::layers::options::Ranks;
use crate::losses::EPSILON;
use crate::math;
use crate::memory::{View, ViewMut};
use crate::regularizers::{Regularizer, check_factor};

/// A word for `mode = …`: what is to be orthogonal.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a mode of `orthogonal_regularizer`",
    label = "not a mode",
    note = "write `rows` or `columns`"
)]
pub trait Vectors {
    /// Whether the vectors are the matrix' rows.
    const ROWS: bool;
}

/// `mode = rows`
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum rows {}

/// `mode = columns`
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
/// arrays of two axes; of another array `model!` makes an error. The time it takes grows with the
/// square of the number of vectors.
///
/// ```
/// use kerust::memory::View;
/// use kerust::regularizers::{Regularizer, columns, orthogonal_regularizer};
///
/// let weights = View::of_slice(&[2, 2], &[3.0, 1.0, 4.0, -2.0]);
/// let penalty = orthogonal_regularizer::of(1.0).mode::<columns>().penalty(&weights);
/// assert!((penalty - 1.0 / 5.0_f32.sqrt()).abs() < 1e-6);
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

    /// With a factor of 0 or more.
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

    /// What is to be orthogonal: `rows` or `columns`.
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

    /// What the sum over all pairs is multiplied by; a vector alone has no penalty.
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
    /// How many vectors, and of how many numbers.
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = (self.numbers.rows(), self.numbers.columns());
        if self.of_rows {
            (rows, columns)
        } else {
            (columns, rows)
        }
    }

    /// The row and the column of number `place` of vector `vector`.
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

    /// The product of two vectors.
    fn product(&self, a: usize, b: usize) -> f64 {
        let places = 0..self.size().1;
        let terms = places.map(|place| f64::from(self.at(a, place)) * f64::from(self.at(b, place)));
        terms.sum()
    }

    /// What makes a vector one of length 1: Keras' root of its square, with a limit for vectors of
    /// nearly no length.
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
                // Where the limit holds, the length is no function of the vector.
                let along = if by < 1.0 / f64::from(EPSILON) {
                    cosine.abs()
                } else {
                    0.0
                };
                for place in 0..size {
                    let (row, column) = vectors.position(a, place);
                    let (own, others) = (vectors.at(a, place), vectors.at(b, place));
                    // Of two vectors that are nearly one, this is what is left.
                    let slope = sign * other * f64::from(others) - along * by * f64::from(own);
                    *gradient.at_mut(row, column) += (share * by * slope) as f32;
                }
            }
        }
    }
}
