use core::ops::RangeInclusive;

use rand_core::Rng;

use crate::initializers::{Initializer, fill_with};
use crate::random;
use crate::simd::math;
use crate::tensor::{LANES, ViewMut};
use crate::word::Ranks;

/// A random orthogonal matrix times `gain`; Keras' `Orthogonal` (Saxe and others, 2014).
///
/// `orthogonal(gain = 1.0)`. The array is taken as a matrix of all axes but the last by the last one.
/// Its columns are orthonormal, or its rows where it has fewer rows than columns. It is for arrays of
/// two axes or more; for a bias `model!` reports an error.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<8, 4>(kernel_initializer = orthogonal) > }
///
/// let net = Net::new(1);
/// let w = net.dense().kernel();
/// let product = |a: usize, b: usize| (0..8).map(|row| w[[row, a]] * w[[row, b]]).sum::<f32>();
/// assert!(product(0, 1).abs() < 1e-6);
/// assert!((product(1, 1) - 1.0).abs() < 1e-6);
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug)]
pub struct orthogonal {
    gain: f32,
}

impl orthogonal {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        orthogonal { gain: 1.0 }
    }

    /// The initializer with vectors of this length.
    #[must_use]
    pub const fn of(gain: f32) -> Self {
        orthogonal { gain }
    }

    /// The length of the vectors.
    #[must_use]
    pub const fn gain(self, gain: f32) -> Self {
        orthogonal { gain }
    }
}

impl Default for orthogonal {
    fn default() -> Self {
        orthogonal::new()
    }
}

impl Ranks for orthogonal {
    const RANKS: RangeInclusive<usize> = 2..=usize::MAX;
}

impl Initializer for orthogonal {
    /// The Gram–Schmidt process on normal numbers: it gives the factor Q whose R has a positive diagonal,
    /// which is Keras' rule for the signs.
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
        fill_with(array, || random::normal(rng));
        let (rows, columns) = (array.as_view().rows(), array.as_view().columns());
        // The second pass removes the rounding errors of the first.
        for _ in 0..2 {
            if rows < columns {
                (0..rows).for_each(|row| next_row(array, row));
            } else {
                (0..columns).for_each(|column| next_column(array, column));
            }
        }
        let gain = self.gain;
        array.map(|x| gain * x);
    }
}

/// The factor that scales a vector with this sum of squares to length 1, or 0 for a vector of zeros.
fn normalizing(squares: f64) -> f32 {
    if squares > 0.0 {
        1.0 / math::sqrt(squares as f32)
    } else {
        0.0
    }
}

/// Scales a column to length 1, and subtracts the projections onto it from all later columns.
fn next_column(array: &mut ViewMut<'_>, column: usize) {
    let (rows, columns) = (array.as_view().rows(), array.as_view().columns());
    let numbers = (0..rows).map(|row| f64::from(array.as_view().at(row, column)));
    let factor = normalizing(numbers.map(|x| x * x).sum());
    for row in 0..rows {
        *array.at_mut(row, column) *= factor;
    }
    for panel in column / LANES..columns.div_ceil(LANES) {
        let mut products = [0.0; LANES];
        for row in 0..rows {
            let own = f64::from(array.as_view().at(row, column));
            for (product, x) in products.iter_mut().zip(array.as_view().part(row, panel)) {
                *product += own * f64::from(*x);
            }
        }
        if panel == column / LANES {
            products[..=column % LANES].fill(0.0);
        }
        for row in 0..rows {
            let own = f64::from(array.as_view().at(row, column));
            for (x, product) in array.part_mut(row, panel).iter_mut().zip(&products) {
                *x -= (own * product) as f32;
            }
        }
    }
}

/// Scales a row to length 1, and subtracts the projections onto it from all later rows.
fn next_row(array: &mut ViewMut<'_>, row: usize) {
    let (rows, columns) = (array.as_view().rows(), array.as_view().columns());
    let product = |array: &ViewMut<'_>, other: usize| {
        let mut sums = [0.0; LANES];
        for panel in 0..columns.div_ceil(LANES) {
            let array = array.as_view();
            let (own, other) = (array.part(row, panel), array.part(other, panel));
            for (sum, (a, b)) in sums.iter_mut().zip(own.iter().zip(other)) {
                *sum += f64::from(*a) * f64::from(*b);
            }
        }
        sums.iter().sum::<f64>()
    };
    let factor = normalizing(product(array, row));
    for panel in 0..columns.div_ceil(LANES) {
        array
            .part_mut(row, panel)
            .iter_mut()
            .for_each(|x| *x *= factor);
    }
    for other in row + 1..rows {
        let product = product(array, other) as f32;
        for column in 0..columns {
            let own = array.as_view().at(row, column);
            *array.at_mut(other, column) -= own * product;
        }
    }
}
