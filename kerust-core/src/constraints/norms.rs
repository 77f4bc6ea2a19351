//! The scaling of numbers by a function of their norm along some axes.

use super::Axes;
use crate::simd::math;
use crate::tensor::{LANES, ViewMut};

/// Multiplies each number by `factor(norm)`, where `norm` is the one along `axes` that it belongs to.
#[inline(always)]
pub(super) fn scale(array: &mut ViewMut<'_>, axes: Axes, factor: impl Fn(f32) -> f32) {
    let shape = array.shape();
    let rank = shape.len();
    let has = |axis| axes.has(axis, rank);
    if rank > 1 && !has(rank - 1) && (0..rank - 1).all(has) {
        return scale_columns(array, factor);
    }
    if rank > 1 && has(rank - 1) && !(0..rank - 1).any(has) {
        return scale_rows(array, factor);
    }
    let len = array.len();
    for first in (0..len).filter(|index| places(shape, axes, *index).all(|(place, ..)| place == 0))
    {
        // The numbers of one norm: `first`, and those along the axes from it.
        let count = places(shape, axes, first)
            .map(|(_, size, _)| size)
            .product();
        let index = |mut number: usize| {
            let steps = places(shape, axes, first).map(|(_, size, stride)| {
                let place = number % size;
                number /= size;
                place * stride
            });
            first + steps.sum::<usize>()
        };
        let numbers = (0..count).map(|number| f64::from(array.get(index(number))));
        let factor = factor(norm(numbers.map(|x| x * x).sum()));
        for number in 0..count {
            let (index, value) = (index(number), array.get(index(number)));
            array.set(index, value * factor);
        }
    }
}

/// The position of the element `index` along each of `axes`, with the axis' size and its stride in
/// row-major order.
fn places(
    shape: &[usize],
    axes: Axes,
    index: usize,
) -> impl Iterator<Item = (usize, usize, usize)> {
    let mut stride = 1;
    let all = (0..shape.len()).rev().map(move |axis| {
        let own = (index / stride % shape[axis], shape[axis], stride);
        stride *= shape[axis];
        (axis, own)
    });
    all.filter_map(move |(axis, own)| axes.has(axis, shape.len()).then_some(own))
}

/// Norms along all axes but the last: sixteen columns at once.
#[inline(always)]
fn scale_columns(array: &mut ViewMut<'_>, factor: impl Fn(f32) -> f32) {
    let (rows, columns) = (array.as_view().rows(), array.as_view().columns());
    for panel in 0..columns.div_ceil(LANES) {
        let mut squares = [0.0; LANES];
        for row in 0..rows {
            add_squares(&mut squares, array.as_view().part(row, panel));
        }
        let factors = squares.map(|squares| factor(norm(squares)));
        for row in 0..rows {
            for (x, factor) in array.part_mut(row, panel).iter_mut().zip(&factors) {
                *x *= factor;
            }
        }
    }
}

/// Norms along the last axis.
#[inline(always)]
fn scale_rows(array: &mut ViewMut<'_>, factor: impl Fn(f32) -> f32) {
    let panels = array.as_view().columns().div_ceil(LANES);
    for row in 0..array.as_view().rows() {
        let mut squares = [0.0; LANES];
        for panel in 0..panels {
            add_squares(&mut squares, array.as_view().part(row, panel));
        }
        let factor = factor(norm(squares.iter().sum()));
        for panel in 0..panels {
            array
                .part_mut(row, panel)
                .iter_mut()
                .for_each(|x| *x *= factor);
        }
    }
}

#[inline(always)]
fn add_squares(sums: &mut [f64; LANES], numbers: &[f32]) {
    for (sum, x) in sums.iter_mut().zip(numbers) {
        *sum += f64::from(*x) * f64::from(*x);
    }
}

fn norm(squares: f64) -> f32 {
    math::sqrt(squares as f32)
}
