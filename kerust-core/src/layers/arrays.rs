use core::fmt;

use crate::graph::{Weight, range};
use crate::tensor::{Vector16, View, ViewMut};

/// The arrays of a layer, in Keras' order.
#[derive(Clone, Copy)]
pub struct Arrays<'a> {
    weights: &'static [Weight],
    vectors: &'a [Vector16],
}

/// The arrays of a layer, in Keras' order, to be changed.
pub struct ArraysMut<'a> {
    weights: &'static [Weight],
    vectors: &'a mut [Vector16],
}

impl<'a> Arrays<'a> {
    /// The arrays `weights` that lie in `vectors`.
    #[inline(always)]
    #[must_use]
    pub const fn new(weights: &'static [Weight], vectors: &'a [Vector16]) -> Self {
        Arrays { weights, vectors }
    }

    /// All numbers as they lie in memory.
    #[inline(always)]
    #[must_use]
    pub const fn vectors(&self) -> &'a [Vector16] {
        self.vectors
    }

    /// Array number `index`, counted from 0.
    ///
    /// # Panics
    /// If there are not as many.
    #[must_use]
    pub fn at(&self, index: usize) -> View<'a> {
        self.weights[index].view(&self.vectors[range(self.weights, index)])
    }
}

impl<'a> ArraysMut<'a> {
    /// The arrays `weights` that lie in `vectors`.
    #[inline(always)]
    #[must_use]
    pub const fn new(weights: &'static [Weight], vectors: &'a mut [Vector16]) -> Self {
        ArraysMut { weights, vectors }
    }

    /// Array number `index`, counted from 0.
    ///
    /// # Panics
    /// If there are not as many.
    #[must_use]
    pub fn at(&mut self, index: usize) -> ViewMut<'_> {
        self.weights[index].view_mut(&mut self.vectors[range(self.weights, index)])
    }
}

impl fmt::Debug for Arrays<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.weights).finish()
    }
}

impl fmt::Debug for ArraysMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.weights).finish()
    }
}
