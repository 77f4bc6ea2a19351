/// `yes` if `condition`, else `no`.
///
/// It uses bit operations: an `if` may become a branch, and a loop with a branch may stay scalar.
#[inline(always)]
pub(crate) const fn select(condition: bool, yes: f32, no: f32) -> f32 {
    let mask = (condition as u32).wrapping_neg();
    f32::from_bits(yes.to_bits() & mask | no.to_bits() & !mask)
}
