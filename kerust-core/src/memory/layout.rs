use super::{LANE, weight};

/// What an array looks like: its shape, and whether its numbers lie in panels as those of a
/// [`Weight`], or one after the other.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    pub(super) shape: &'a [usize],
    pub(super) in_panels: bool,
}

impl Layout<'_> {
    /// Where the number with this row-major index lies.
    #[inline(always)]
    pub(super) fn place(&self, index: usize) -> usize {
        if !self.in_panels {
            return index;
        }
        let columns = weight::columns(self.shape);
        self.at(index / columns, index % columns)
    }

    /// Where the number in this row (of all axes but the last) and column (the last axis) lies.
    #[inline(always)]
    pub(super) fn at(&self, row: usize, column: usize) -> usize {
        if !self.in_panels {
            return row * weight::columns(self.shape) + column;
        }
        let (lane, place) = weight::place(weight::rows(self.shape), row, column);
        lane * LANE + place
    }

    /// Where the numbers of this row in sixteen columns, or as many as there are, begin and end.
    #[inline(always)]
    pub(super) fn part(&self, row: usize, panel: usize) -> core::ops::Range<usize> {
        let first = panel * LANE;
        let start = self.at(row, first);
        start..start + LANE.min(weight::columns(self.shape) - first)
    }

    /// How many numbers come before the panel that is not full, and how many each of its lanes has.
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
