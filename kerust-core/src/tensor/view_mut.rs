use core::fmt;

use super::layout::Layout;
use super::{LANES, Vector16, View};
use crate::simd::math;

/// An array of any rank, to be changed; indices are row-major, the last axis fastest.
///
/// ```
/// use kerust::memory::ViewMut;
///
/// let mut numbers = [1.0, 2.0, 3.0];
/// let mut array = ViewMut::of_slice(&[3], &mut numbers);
/// array.set(1, 9.0);
/// array.map(|x| 2.0 * x);
/// assert_eq!(numbers, [2.0, 18.0, 6.0]);
/// ```
pub struct ViewMut<'a> {
    layout: Layout<'a>,
    numbers: &'a mut [f32],
}

impl<'a> ViewMut<'a> {
    /// The array of this shape that lies in panels in `vectors`, to be changed.
    ///
    /// # Panics
    /// If it takes more or fewer vectors.
    pub(crate) fn in_panels(shape: &'a [usize], vectors: &'a mut [Vector16]) -> Self {
        let View { layout, .. } = View::in_panels(shape, vectors);
        ViewMut {
            layout: Layout { shape, ..layout },
            numbers: vectors.as_flattened_mut(),
        }
    }

    /// The array of this shape with contiguous numbers.
    ///
    /// # Panics
    /// If the shape has more or fewer numbers.
    #[must_use]
    pub fn of_slice(shape: &'a [usize], numbers: &'a mut [f32]) -> Self {
        let _ = View::of_slice(shape, numbers);
        let layout = Layout {
            shape,
            in_panels: false,
        };
        ViewMut { layout, numbers }
    }

    /// The sizes of its axes.
    #[must_use]
    pub const fn shape(&self) -> &'a [usize] {
        self.layout.shape
    }

    /// The number of its elements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.layout.len()
    }

    /// Whether it has no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The array, to be read.
    #[inline(always)]
    #[must_use]
    pub fn as_view(&self) -> View<'_> {
        View {
            layout: self.layout,
            numbers: self.numbers,
        }
    }

    /// The number with this index.
    ///
    /// # Panics
    /// If the index is out of range.
    #[inline(always)]
    #[must_use]
    pub fn get(&self, index: usize) -> f32 {
        self.as_view().get(index)
    }

    /// Sets the number with this index.
    ///
    /// # Panics
    /// If the index is out of range.
    #[inline(always)]
    pub fn set(&mut self, index: usize, value: f32) {
        self.numbers[self.layout.place(index)] = value;
    }

    /// Adds to the number with this index.
    ///
    /// # Panics
    /// If there are not as many.
    #[inline(always)]
    pub fn add(&mut self, index: usize, value: f32) {
        self.numbers[self.layout.place(index)] += value;
    }

    /// The number in this row, of all axes but the last, and this column, of the last axis.
    ///
    /// # Panics
    /// If the row or the column is out of range.
    #[inline(always)]
    #[must_use]
    pub fn at_mut(&mut self, row: usize, column: usize) -> &mut f32 {
        &mut self.numbers[self.layout.at(row, column)]
    }

    /// The numbers of this row in sixteen columns, or in the remaining ones.
    #[inline(always)]
    pub(crate) fn part_mut(&mut self, row: usize, panel: usize) -> &mut [f32] {
        &mut self.numbers[self.layout.part(row, panel)]
    }

    /// Replaces every number x by `f(x)`.
    #[inline(always)]
    pub fn map(&mut self, f: impl Fn(f32) -> f32 + Copy) {
        let (full, rest) = self.layout.runs();
        let (full, vectors) = self.numbers.split_at_mut(full);
        math::map(full, f);
        for vector in vectors.chunks_mut(LANES) {
            math::map(&mut vector[..rest], f);
        }
    }

    /// Replaces every number `b` by `f(a, b)`, where `a` is the number of `other` with its index.
    ///
    /// # Panics
    /// If the arrays have different shapes.
    #[inline(always)]
    pub fn zip(&mut self, other: &View<'_>, f: impl Fn(f32, f32) -> f32 + Copy) {
        assert_eq!(self.layout.shape, other.layout.shape, "shapes");
        if self.layout.in_panels != other.layout.in_panels {
            for index in 0..self.layout.len() {
                let place = self.layout.place(index);
                self.numbers[place] = f(other.get(index), self.numbers[place]);
            }
            return;
        }
        let (full, rest) = self.layout.runs();
        let (full, vectors) = self.numbers.split_at_mut(full);
        let others = vectors.chunks_mut(LANES).map(|vector| &mut vector[..rest]);
        for (b, a) in core::iter::once(full).chain(others).zip(other.runs()) {
            math::zip(a, b, f);
        }
    }
}

impl fmt::Debug for ViewMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_view().fmt(f)
    }
}
