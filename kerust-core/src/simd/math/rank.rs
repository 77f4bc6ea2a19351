/// A whole number with the order of the numbers, whose maximum compilers compute with vector instructions.
/// −0 is below 0, and NaN beyond the infinity of its sign.
#[inline(always)]
pub(crate) const fn rank(x: f32) -> i32 {
    let bits = x.to_bits() as i32;
    // The bits of negative numbers are in descending order.
    bits ^ ((bits >> 31) & i32::MAX)
}

/// The number with this rank.
#[inline(always)]
pub(crate) const fn of_rank(rank: i32) -> f32 {
    f32::from_bits((rank ^ ((rank >> 31) & i32::MAX)) as u32)
}
