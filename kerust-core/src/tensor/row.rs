use zerocopy::FromZeros;

/// Nested arrays of `f32`, or an `f32`: contiguous numbers.
///
/// ```
/// use kerust::shape::Row;
///
/// let pixels = [[[1.0], [2.0]], [[3.0], [4.0]]];
/// assert_eq!(pixels.flat(), [1.0, 2.0, 3.0, 4.0]);
/// ```
pub trait Row: Copy + Send + Sync + FromZeros + 'static {
    /// All zeros.
    const ZERO: Self;

    /// Rows as one slice of numbers.
    fn flatten(rows: &[Self]) -> &[f32];

    /// Rows as one mutable slice of numbers.
    fn flatten_mut(rows: &mut [Self]) -> &mut [f32];

    /// A run of numbers as rows; what fills no row is left out.
    fn rows(numbers: &[f32]) -> &[Self];

    /// A run of numbers as rows that can be changed; what fills no row is left out.
    fn rows_mut(numbers: &mut [f32]) -> &mut [Self];

    /// This row as one run of numbers.
    #[inline(always)]
    fn flat(&self) -> &[f32] {
        Self::flatten(core::slice::from_ref(self))
    }

    /// This row as one mutable slice of numbers.
    #[inline(always)]
    fn flat_mut(&mut self) -> &mut [f32] {
        Self::flatten_mut(core::slice::from_mut(self))
    }

    /// Copies all numbers of `other`. Without optimization `*row = other` would copy through the stack.
    #[inline(always)]
    fn copy_from(&mut self, other: &Self) {
        self.flat_mut().copy_from_slice(other.flat());
    }
}

impl Row for f32 {
    const ZERO: f32 = 0.0;

    #[inline(always)]
    fn flatten(rows: &[f32]) -> &[f32] {
        rows
    }

    #[inline(always)]
    fn flatten_mut(rows: &mut [f32]) -> &mut [f32] {
        rows
    }

    #[inline(always)]
    fn rows(numbers: &[f32]) -> &[f32] {
        numbers
    }

    #[inline(always)]
    fn rows_mut(numbers: &mut [f32]) -> &mut [f32] {
        numbers
    }
}

impl<R: Row, const N: usize> Row for [R; N] {
    const ZERO: Self = [R::ZERO; N];

    #[inline(always)]
    fn flatten(rows: &[Self]) -> &[f32] {
        R::flatten(rows.as_flattened())
    }

    #[inline(always)]
    fn flatten_mut(rows: &mut [Self]) -> &mut [f32] {
        R::flatten_mut(rows.as_flattened_mut())
    }

    #[inline(always)]
    fn rows(numbers: &[f32]) -> &[Self] {
        R::rows(numbers).as_chunks().0
    }

    #[inline(always)]
    fn rows_mut(numbers: &mut [f32]) -> &mut [Self] {
        R::rows_mut(numbers).as_chunks_mut().0
    }
}
