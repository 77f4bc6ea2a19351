use core::mem;

use crate::graph::Weight;
use crate::kernels::products::{Gram, Times};
use crate::optimizers::underflow;
use crate::simd::{Cpu, math};
use crate::tensor::{LANES, Vector16, place};

/// The term that keeps the divisor away from 0.
const EPSILON: f32 = 1e-7;

/// The quintic that a matrix goes through again and again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Polynomial {
    pub(super) steps: u32,
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) c: f32,
}

/// A copy of an array of two axes, which stands upright, so that products of its columns are few; and
/// room for products.
pub(super) struct Matrix<'a> {
    rows: usize,
    columns: usize,
    is_turned: bool,
    numbers: &'a mut [Vector16],
    next: &'a mut [Vector16],
    gram: &'a mut [Vector16],
    squared: &'a mut [Vector16],
}

impl<'a> Matrix<'a> {
    /// The number of its vectors.
    pub(super) fn vectors(weight: &Weight) -> usize {
        let (rows, columns) = upright(weight);
        2 * (rows + columns) * columns.div_ceil(LANES)
    }

    /// Zeros.
    pub(super) fn new(weight: &Weight, room: &'a mut [Vector16]) -> Matrix<'a> {
        let (rows, columns) = upright(weight);
        let panels = columns.div_ceil(LANES);
        let (numbers, room) = room.split_at_mut(rows * panels);
        let (next, room) = room.split_at_mut(rows * panels);
        let (gram, room) = room.split_at_mut(columns * panels);
        numbers.as_flattened_mut().fill(0.0);
        Matrix {
            rows,
            columns,
            is_turned: weight.rows() < weight.columns(),
            numbers,
            next,
            gram,
            squared: &mut room[..columns * panels],
        }
    }

    /// The number at a row and a column of the array.
    #[inline(always)]
    pub(super) fn number(&mut self, row: usize, column: usize) -> &mut f32 {
        let (vector, place) = if self.is_turned {
            place(self.rows, column, row)
        } else {
            place(self.rows, row, column)
        };
        &mut self.numbers[vector][place]
    }

    /// Brings all singular values near 1: Newton's and Schulz' iteration.
    pub(super) fn orthogonalize(&mut self, polynomial: &Polynomial) {
        let Polynomial { steps, a, b, c } = *polynomial;
        let (cpu, columns) = (Cpu::detect(), self.columns);
        let norm = math::norm(self.numbers) + EPSILON;
        math::map(self.numbers.as_flattened_mut(), |x| {
            underflow::gradient(x / norm)
        });
        for _ in 0..steps {
            cpu.run(Gram {
                matrix: self.numbers,
                columns,
                to: self.gram,
            });
            // It is its own transpose.
            cpu.run(Gram {
                matrix: self.gram,
                columns,
                to: self.squared,
            });
            let (gram, squared) = (self.gram.as_flattened(), self.squared.as_flattened_mut());
            math::zip(gram, squared, |gram, squared| b * gram + c * squared);
            cpu.run(Times {
                matrix: self.numbers,
                rows: self.rows,
                share: a,
                by: self.squared,
                columns,
                to: self.next,
            });
            mem::swap(&mut self.numbers, &mut self.next);
        }
    }
}

/// Rows and columns, rows the more.
fn upright(weight: &Weight) -> (usize, usize) {
    let (rows, columns) = (weight.rows(), weight.columns());
    (rows.max(columns), rows.min(columns))
}
