use super::{sqrt, sum_of};
use crate::simd::Vector16;

/// The number of vectors whose squares are added in single precision, before double precision takes over.
const BLOCK: usize = 64;

/// The root of the sum of the squares; infinite if it is too large for single precision.
#[inline(always)]
pub(crate) fn norm(vectors: &[Vector16]) -> f32 {
    let mut squares = 0.0;
    for block in vectors.chunks(BLOCK) {
        let block = block.as_flattened();
        squares += f64::from(sum_of(block, block, |x, _| x * x));
    }
    sqrt(squares as f32)
}
