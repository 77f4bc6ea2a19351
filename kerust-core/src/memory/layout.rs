use super::{LANE, weight};

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
        let columns = weight::columns(self.shape);
        self.at(index / columns, index % columns)
    }

    /// The offset of the number in this row (of all axes but the last) and column (of the last axis).
    #[inline(always)]
    pub(super) fn at(&self, row: usize, column: usize) -> usize {
        if !self.in_panels {
            return row * weight::columns(self.shape) + column;
        }
        let (lane, place) = weight::place(weight::rows(self.shape), row, column);
        lane * LANE + place
    }

    /// The range of this row's numbers in sixteen columns, or in the remaining ones.
    #[inline(always)]
    pub(super) fn part(&self, row: usize, panel: usize) -> core::ops::Range<usize> {
        let first = panel * LANE;
        let start = self.at(row, first);
        start..start + LANE.min(weight::columns(self.shape) - first)
    }

    /// The number of numbers before the panel that is not full, and the number in each lane of it.
    pub(super) fn runs(&self) -> (usize, usize) {
        let (rows, columns) = (weight::rows(self.shape), weight::columns(self.shape));
        if self.in_panels {
            (columns / LANE * rows * LANE, columns % LANE)
        } else {
            (rows * columns, 0)
        }
    }

    pub(super) fn len(&self) -> usize {
        weight::rows(self.shape) * weight::columns(self.shape)
    }
}
