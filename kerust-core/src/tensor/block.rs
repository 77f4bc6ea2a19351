use core::fmt;

use zerocopy::FromZeros;

use crate::simd::{LANES, Vector16};

/// The weights of one layer: vectors, aligned to a cache line.
///
/// The layer's [`Weight`](crate::graph::Weight)s describe its layout.
#[derive(FromZeros)]
#[repr(C, align(64))]
pub struct Block<const VECTORS: usize>([Vector16; VECTORS]);

impl<const VECTORS: usize> Block<VECTORS> {
    /// A block of zeros.
    pub const ZERO: Self = Block([[0.0; LANES]; VECTORS]);

    /// The vectors.
    #[inline(always)]
    #[must_use]
    pub const fn vectors(&self) -> &[Vector16] {
        &self.0
    }

    /// The vectors, to be changed.
    #[inline(always)]
    #[must_use]
    pub const fn vectors_mut(&mut self) -> &mut [Vector16] {
        &mut self.0
    }
}

impl<const VECTORS: usize> PartialEq for Block<VECTORS> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<const VECTORS: usize> fmt::Debug for Block<VECTORS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Block<{VECTORS}>")
    }
}
