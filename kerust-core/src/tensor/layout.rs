use super::LANES;

/// The layout of an array: its shape, and whether its numbers are in panels, as those of a [`Weight`], or
/// contiguous.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    pub(super) shape: &'a [usize],
    pub(super) in_panels: bool,
}

impl Layout<'_> {
    /// The offset of the number with this row-major index.
    #[inline(always)]
    pub(super) fn place(&self, index: usize) -> usize {
        if !self.in_panels {
            return index;
        }
        let columns = columns(self.shape);
        self.at(index / columns, index % columns)
    }

    /// The offset of the number in this row (of all axes but the last) and column (of the last axis).
    #[inline(always)]
    pub(super) fn at(&self, row: usize, column: usize) -> usize {
        if !self.in_panels {
            return row * columns(self.shape) + column;
        }
        let (vector, place) = place(rows(self.shape), row, column);
        vector * LANES + place
    }

    /// The range of this row's numbers in sixteen columns, or in the remaining ones.
    #[inline(always)]
    pub(super) fn part(&self, row: usize, panel: usize) -> core::ops::Range<usize> {
        let first = panel * LANES;
        let start = self.at(row, first);
        start..start + LANES.min(columns(self.shape) - first)
    }

    /// The number of numbers before the panel that is not full, and the number in each vector of it.
    pub(super) fn runs(&self) -> (usize, usize) {
        let (rows, columns) = (rows(self.shape), columns(self.shape));
        if self.in_panels {
            (columns / LANES * rows * LANES, columns % LANES)
        } else {
            (rows * columns, 0)
        }
    }

    pub(super) fn len(&self) -> usize {
        rows(self.shape) * columns(self.shape)
    }
}

/// The position of a row's element in column `column` among panels of `rows` vectors: the vector, and the place
/// in it.
#[inline(always)]
pub(crate) const fn place(rows: usize, row: usize, column: usize) -> (usize, usize) {
    (column / LANES * rows + row, column % LANES)
}

/// The size of the last axis.
pub(crate) const fn columns(shape: &[usize]) -> usize {
    match shape {
        [.., last] => *last,
        [] => 1,
    }
}

/// The product of all axes but the last.
pub(crate) const fn rows(shape: &[usize]) -> usize {
    match shape {
        [before @ .., _] => product(before),
        [] => 1,
    }
}

/// Keras' fans of a shape.
pub(crate) const fn fans(shape: &[usize]) -> (usize, usize) {
    match shape {
        [] => (1, 1),
        [n] => (*n, *n),
        [receptive @ .., fan_in, fan_out] => {
            let field = product(receptive);
            (field * *fan_in, field * *fan_out)
        }
    }
}

const fn product(mut sizes: &[usize]) -> usize {
    let mut product = 1;
    while let [size, rest @ ..] = sizes {
        product *= *size;
        sizes = rest;
    }
    product
}
