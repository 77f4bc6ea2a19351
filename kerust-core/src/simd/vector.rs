/// The number of numbers in a vector.
pub const LANES: usize = 16;

/// Sixteen numbers: one register of AVX-512, two of AVX2, four of NEON.
pub type Vector16 = [f32; LANES];
