use crate::samples::Argmax;

/// A target, as a number for each output.
pub trait Labelled {
    /// The number for output `index`: that of the row, or 1 at the class and 0 elsewhere.
    fn at(&self, index: usize) -> f32;

    /// The class of the place whose outputs begin with number `first`: the largest of `width` numbers.
    fn class(&self, first: usize, width: usize) -> usize;
}

impl Labelled for usize {
    #[inline(always)]
    fn at(&self, index: usize) -> f32 {
        f32::from(index == *self)
    }

    #[inline(always)]
    fn class(&self, _: usize, _: usize) -> usize {
        *self
    }
}

impl Labelled for [f32] {
    #[inline(always)]
    fn at(&self, index: usize) -> f32 {
        self[index]
    }

    #[inline(always)]
    fn class(&self, first: usize, width: usize) -> usize {
        self[first..first + width].argmax()
    }
}
