use super::select;

/// max(x, bound); NaN stays NaN.
// A comparison with NaN is false.
#[inline(always)]
pub(crate) const fn at_least(x: f32, bound: f32) -> f32 {
    select(x < bound, bound, x)
}

/// `x`, at least `low` and at most `high`; NaN stays NaN.
#[inline(always)]
pub(crate) const fn clip(x: f32, low: f32, high: f32) -> f32 {
    let x = at_least(x, low);
    select(x > high, high, x)
}
