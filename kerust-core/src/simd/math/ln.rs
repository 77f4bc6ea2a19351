use super::exp::LN_2;
use super::select;

/// The bits of √½.
const ROOT: u32 = 0x3f35_04f3;

/// The bits of a number's fraction.
const FRACTION: i32 = 0x007f_ffff;

/// ln x with an error below 1 ulp; −∞ for 0, and NaN for negative numbers.
///
/// x = 2ⁿ·m, where √½ ≤ m < √2; the polynomial of ln m is that of `logf` in Cephes (Moshier, 1992).
#[inline(always)]
pub(crate) fn ln(x: f32) -> f32 {
    let subnormal = x < f32::MIN_POSITIVE;
    let scaled = select(subnormal, x * (1 << 25) as f32, x);
    let bits = scaled.to_bits().wrapping_sub(ROOT) as i32;
    let n = (bits >> 23) as f32 - select(subnormal, 25.0, 0.0);
    let f = f32::from_bits((bits & FRACTION) as u32 + ROOT) - 1.0;

    let (f2, f4) = (f * f, f * f * (f * f));
    let part_0 = (3.333_333e-1 - 2.499_999_4e-1 * f) + f2 * (2.000_071_5e-1 - 1.666_805_8e-1 * f);
    let part_1 = (1.424_932_3e-1 - 1.242_014e-1 * f) + f2 * (1.167_699_9e-1 - 1.151_461e-1 * f);
    let tail = f * f2 * (part_0 + f4 * (part_1 + f4 * 7.037_683_6e-2));
    let y = f + (tail + n * LN_2[1] - 0.5 * f2) + n * LN_2[0];

    let y = select(x == f32::INFINITY, x, y);
    let y = select(x == 0.0, f32::NEG_INFINITY, y);
    select(x >= 0.0, y, f32::NAN)
}
