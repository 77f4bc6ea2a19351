use super::exp::parts;

/// The x below which eˣ − 1 is −1.
const SMALL: f32 = -30.0;
/// The x above which eˣ overflows.
const LARGE: f32 = 89.0;

/// eˣ − 1 with an error below 2 ulp, also for small x.
#[inline(always)]
pub(crate) fn exp_m1(x: f32) -> f32 {
    let (part, power) = parts(x.clamp(SMALL, LARGE));
    // Half of 2ⁿ is finite even if 2ⁿ is not.
    let half = f32::from_bits(0.5_f32.to_bits().wrapping_add(power));
    let y = 2.0 * (part * half + (half - 0.5));
    y.copysign(x)
}
