/// A whole number in the order of the numbers: compilers find the largest of those with vector
/// instructions, and in any order. −0 is below 0, NaN beyond the infinity of its sign.
#[inline(always)]
pub(crate) const fn rank(x: f32) -> i32 {
    let bits = x.to_bits() as i32;
    // The bits of negative numbers grow downwards.
    bits ^ ((bits >> 31) & i32::MAX)
}

/// The number that has the rank.
#[inline(always)]
pub(crate) const fn of_rank(rank: i32) -> f32 {
    f32::from_bits((rank ^ ((rank >> 31) & i32::MAX)) as u32)
}
