use super::exp::{SMALLEST, parts};
use super::select;

/// 1 / (1 + e⁻ˣ) with an error below 3 ulp; results below the smallest normal number are 0.
#[inline(always)]
pub(crate) fn sigmoid(x: f32) -> f32 {
    // Up to this size both the power and the result are normal numbers.
    let size = x.abs();
    let size = if size > -SMALLEST { -SMALLEST } else { size };
    let (part, power) = parts(-size);
    let scale = f32::from_bits(1.0_f32.to_bits().wrapping_add(power));
    let e = (1.0 + part) * scale;
    let y = e / (1.0 + e);
    // A result near 1 is rounded only once, because losses subtract it from 1.
    let y = select(x > 0.0, 1.0 - y, y);
    select(x < SMALLEST, 0.0, y)
}
