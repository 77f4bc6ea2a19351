use core::fmt;

use zerocopy::FromZeros;

use crate::simd::{LANE, Lane};

/// The weights of one layer: lanes, aligned to a cache line.
///
/// The layer's [`Weight`](crate::graph::Weight)s describe its layout.
#[derive(FromZeros)]
#[repr(C, align(64))]
pub struct Block<const LANES: usize>([Lane; LANES]);

impl<const LANES: usize> Block<LANES> {
    /// A block of zeros.
    pub const ZERO: Self = Block([[0.0; LANE]; LANES]);

    /// The lanes.
    #[inline(always)]
    #[must_use]
    pub const fn lanes(&self) -> &[Lane] {
        &self.0
    }

    /// The lanes, to be changed.
    #[inline(always)]
    #[must_use]
    pub const fn lanes_mut(&mut self) -> &mut [Lane] {
        &mut self.0
    }
}

impl<const LANES: usize> PartialEq for Block<LANES> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<const LANES: usize> fmt::Debug for Block<LANES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Block<{LANES}>")
    }
}
