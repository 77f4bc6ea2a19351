//! A row that counts several times along axes of size 1, and the sum of what its numbers are given.

use core::array;

use crate::simd::math;
use crate::tensor::Dims;

/// The sizes of three axes: what a shape has less stands before its first axis.
fn sizes(shape: Dims) -> [usize; 3] {
    array::from_fn(|axis| match (axis + shape.rank).checked_sub(3) {
        Some(own) => shape.sizes[own],
        None => 1,
    })
}

/// The parts of `row`, and of one in the shape `out`, that belong to each other: those along the last axis.
fn parts(
    row: Dims,
    out: Dims,
    mut visit: impl FnMut(core::ops::Range<usize>, core::ops::Range<usize>),
) {
    let ([height, width, len], [down, right, longer]) = (sizes(row), sizes(out));
    for i in 0..down {
        for j in 0..right {
            let own = (i % height * width + j % width) * len;
            let other = (i * right + j) * longer;
            visit(own..own + len, other..other + longer);
        }
    }
}

/// Repeats `row` along its axes of size 1, into the shape `out`.
pub(crate) fn repeat(row: &[f32], shape: Dims, to: &mut [f32], out: Dims) {
    parts(shape, out, |own, other| match row[own] {
        [number] => to[other].fill(number),
        ref numbers => to[other].copy_from_slice(numbers),
    });
}

/// Adds up, for each number of a row in `shape`, what its repetitions have in `from`.
pub(crate) fn sum_repetitions(from: &[f32], out: Dims, to: &mut [f32], shape: Dims) {
    to.fill(0.0);
    parts(shape, out, |own, other| match &mut to[own] {
        [sum] => *sum += math::sum(&from[other]),
        sums => math::zip(&from[other], sums, |number, sum| sum + number),
    });
}

#[cfg(test)]
mod tests {
    use std::vec;
    use std::vec::Vec;

    use super::*;

    #[test]
    fn every_number_is_where_its_axes_say() {
        let out = Dims::image(2, 3, 4);
        for shape in [
            Dims::vector(1),
            Dims::vector(4),
            Dims::sequence(3, 1),
            Dims::sequence(1, 4),
            Dims::sequence(3, 4),
            Dims::image(2, 1, 1),
            Dims::image(1, 3, 1),
            Dims::image(2, 1, 4),
            Dims::image(1, 1, 4),
            out,
        ] {
            let row: Vec<f32> = (0..shape.len()).map(|i| i as f32 + 1.0).collect();
            let mut repeated = vec![9.0; out.len()];
            repeat(&row, shape, &mut repeated, out);
            let from: Vec<f32> = (0..out.len()).map(|i| (i * i) as f32).collect();
            let (mut sums, mut expected) = (vec![9.0; shape.len()], vec![0.0; shape.len()]);
            sum_repetitions(&from, out, &mut sums, shape);
            for i in 0..out.len() {
                let places = [i / 12, i / 4 % 3, i % 4];
                let mut own = 0;
                for (axis, size) in shape.axes().iter().enumerate() {
                    own = own * size + places[axis + 3 - shape.rank] % size;
                }
                assert_eq!(repeated[i], row[own], "{shape:?}");
                expected[own] += from[i];
            }
            assert_eq!(sums, expected, "{shape:?}");
        }
    }
}
