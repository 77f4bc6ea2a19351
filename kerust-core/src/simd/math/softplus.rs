use super::{exp, ln};

/// ln(1 + eˣ) with an error below 3 ulp; results below the smallest normal number are 0.
#[inline(always)]
pub(crate) fn softplus(x: f32) -> f32 {
    x.max(0.0) + ln_1p(exp(-x.abs()))
}

/// ln(1 + x) for numbers from 0 to 1: the logarithm of the rounded sum, corrected by the rounding error.
#[inline(always)]
fn ln_1p(x: f32) -> f32 {
    let sum = 1.0 + x;
    ln(sum) + (x - (sum - 1.0)) / sum
}
