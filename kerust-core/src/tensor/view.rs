use core::fmt;

use super::layout::Layout;
use super::{LANES, Vector16, layout};
use crate::simd::math;

/// The number of numbers that are added in single precision, before double precision takes over.
const BLOCK: usize = 1024;

/// An array of any rank; indices are row-major, the last axis fastest.
///
/// ```
/// use kerust::memory::View;
///
/// let array = View::of_slice(&[2, 3], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
/// assert_eq!(array.get(3), 4.0);
/// assert_eq!(array.fans(), (2, 3));
/// assert_eq!(array.sum_of(|x| x * x), 91.0);
/// ```
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) layout: Layout<'a>,
    pub(super) numbers: &'a [f32],
}

impl<'a> View<'a> {
    /// The array of this shape that lies in panels in `vectors`, as [`Weight`](crate::graph::Weight) does.
    ///
    /// # Panics
    /// If it takes more or fewer vectors.
    pub(crate) fn in_panels(shape: &'a [usize], vectors: &'a [Vector16]) -> Self {
        let needed = layout::rows(shape) * layout::columns(shape).div_ceil(LANES);
        assert_eq!(vectors.len(), needed, "vectors of shape {shape:?}");
        View {
            layout: Layout {
                shape,
                in_panels: true,
            },
            numbers: vectors.as_flattened(),
        }
    }

    /// The array of this shape with contiguous numbers.
    ///
    /// # Panics
    /// If the shape has more or fewer numbers.
    #[must_use]
    pub fn of_slice(shape: &'a [usize], numbers: &'a [f32]) -> Self {
        let layout = Layout {
            shape,
            in_panels: false,
        };
        assert_eq!(numbers.len(), layout.len(), "numbers of shape {shape:?}");
        View { layout, numbers }
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

    /// The product of all axes but the last.
    #[must_use]
    pub const fn rows(&self) -> usize {
        layout::rows(self.layout.shape)
    }

    /// The size of the last axis.
    #[must_use]
    pub const fn columns(&self) -> usize {
        layout::columns(self.layout.shape)
    }

    /// Keras' fans of the shape: the number of inputs of a unit, and the number of units that an input goes to.
    #[must_use]
    pub const fn fans(&self) -> (usize, usize) {
        layout::fans(self.layout.shape)
    }

    /// The number with this index.
    ///
    /// # Panics
    /// If the index is out of range.
    #[inline(always)]
    #[must_use]
    pub fn get(&self, index: usize) -> f32 {
        self.numbers[self.layout.place(index)]
    }

    /// The number in this row, of all axes but the last, and this column, of the last axis.
    ///
    /// # Panics
    /// If the row or the column is out of range.
    #[inline(always)]
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f32 {
        self.numbers[self.layout.at(row, column)]
    }

    /// The numbers of this row in sixteen columns, or in the remaining ones.
    #[inline(always)]
    pub(crate) fn part(&self, row: usize, panel: usize) -> &'a [f32] {
        &self.numbers[self.layout.part(row, panel)]
    }

    /// The numbers in the order of their indices.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = f32> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// All numbers in few slices, in the order of memory.
    pub(super) fn runs(&self) -> impl Iterator<Item = &'a [f32]> {
        let (full, rest) = self.layout.runs();
        let (full, vectors) = self.numbers.split_at(full);
        let vectors = vectors.chunks(LANES).map(move |vector| &vector[..rest]);
        core::iter::once(full).chain(vectors)
    }

    /// The sum of `f(x)` over all numbers x, faster than with [`iter`](View::iter).
    #[inline(always)]
    #[must_use]
    pub fn sum_of(&self, f: impl Fn(f32) -> f32 + Copy) -> f64 {
        let blocks = self.runs().flat_map(|run| run.chunks(BLOCK));
        let sums = blocks.map(|block| f64::from(math::sum_of(block, block, |x, _| f(x))));
        sums.sum()
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ", self.layout.shape)?;
        f.debug_list().entries(self.iter()).finish()
    }
}
