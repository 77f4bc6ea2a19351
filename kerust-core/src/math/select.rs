/// `yes` if `condition`, else `no`.
///
/// By bits: an `if` may become a branch around what only one side needs, and a loop with a branch
/// in it may stay scalar.
#[inline(always)]
pub(crate) const fn select(condition: bool, yes: f32, no: f32) -> f32 {
    let mask = (condition as u32).wrapping_neg();
    f32::from_bits(yes.to_bits() & mask | no.to_bits() & !mask)
}
