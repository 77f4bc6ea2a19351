use core::fmt;

use crate::graph::{Weight, range};
use crate::memory::{Lane, View, ViewMut};

/// The arrays of a layer, in Keras' order.
#[derive(Clone, Copy)]
pub struct Arrays<'a> {
    weights: &'static [Weight],
    lanes: &'a [Lane],
}

/// The arrays of a layer, in Keras' order, to be changed.
pub struct ArraysMut<'a> {
    weights: &'static [Weight],
    lanes: &'a mut [Lane],
}

impl<'a> Arrays<'a> {
    /// The arrays `weights` that lie in `lanes`.
    #[inline(always)]
    #[must_use]
    pub const fn new(weights: &'static [Weight], lanes: &'a [Lane]) -> Self {
        Arrays { weights, lanes }
    }

    /// All numbers as they lie in memory.
    #[inline(always)]
    #[must_use]
    pub const fn lanes(&self) -> &'a [Lane] {
        self.lanes
    }

    /// Array number `index`, counted from 0.
    ///
    /// # Panics
    /// If there are not as many.
    #[must_use]
    pub fn at(&self, index: usize) -> View<'a> {
        self.weights[index].view(&self.lanes[range(self.weights, index)])
    }
}

impl<'a> ArraysMut<'a> {
    /// The arrays `weights` that lie in `lanes`.
    #[inline(always)]
    #[must_use]
    pub const fn new(weights: &'static [Weight], lanes: &'a mut [Lane]) -> Self {
        ArraysMut { weights, lanes }
    }

    /// Array number `index`, counted from 0.
    ///
    /// # Panics
    /// If there are not as many.
    #[must_use]
    pub fn at(&mut self, index: usize) -> ViewMut<'_> {
        self.weights[index].view_mut(&mut self.lanes[range(self.weights, index)])
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
