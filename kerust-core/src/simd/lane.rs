/// The number of numbers in a lane.
pub const LANE: usize = 16;

/// Sixteen numbers: one register of AVX-512, two of AVX2, four of NEON.
pub type Lane = [f32; LANE];
