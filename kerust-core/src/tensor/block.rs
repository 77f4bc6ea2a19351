use core::fmt;

use zerocopy::FromZeros;

/// The number of numbers in a lane.
pub const LANE: usize = 16;

/// Sixteen numbers: one register of AVX-512, two of AVX2, four of NEON.
pub type Lane = [f32; LANE];

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
