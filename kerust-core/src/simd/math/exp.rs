use super::select;

/// ln 2 in two parts (Cody and Waite, 1980): a product of the first with a small whole number is
/// exact.
pub(super) const LN_2: [f32; 2] = [355.0 / 512.0, -2.121_944_4e-4];

/// 1.5 · 2²³: adding it rounds a number to a whole one, which is then in the lowest bits.
const ROUNDS: f32 = 12_582_912.0;

/// The x above which eˣ overflows: ln of the largest number, rounded down.
const LARGEST: f32 = f32::from_bits(0x42b1_7217);
/// The x below which eˣ is not a normal number: ln 2⁻¹²⁶, rounded up.
pub(super) const SMALLEST: f32 = f32::from_bits(0xc2ae_ac4f);

/// eˣ with an error below 1.1 ulp; results below the smallest normal number are 0.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    exp_of_sum(x, -0.0)
}

/// e to the power of `high + low`, which need not be an `f32`, with an error below 1.1 ulp.
#[inline(always)]
pub(super) fn exp_of_sum(high: f32, low: f32) -> f32 {
    let (x, (part, power)) = (high + low, parts_of_sum(high, low));
    let y = f32::from_bits((1.0 + part).to_bits().wrapping_add(power));
    let y = select(x > LARGEST, f32::INFINITY, y);
    let y = select(x < SMALLEST, 0.0, y);
    select(x.is_nan(), x, y)
}

/// eˣ = 2ⁿ·(1 + part), where |part| < 0.42: `part`, and n in the bits of an exponent.
///
/// x = n·ln 2 + r; the polynomial of eʳ is that of `expf` in Cephes (Moshier, 1992). If eˣ is not a normal
/// number, `part` may be anything; for NaN it is NaN.
#[inline(always)]
pub(super) fn parts(x: f32) -> (f32, u32) {
    // Adding −0 changes no number.
    parts_of_sum(x, -0.0)
}

/// The same for x = `high + low`, where `low` is at most a hundredth of `high`.
#[inline(always)]
fn parts_of_sum(high: f32, low: f32) -> (f32, u32) {
    let rounded = (high + low) * core::f32::consts::LOG2_E + ROUNDS;
    let n = rounded - ROUNDS;
    let r = high - n * LN_2[0] - n * LN_2[1] + low;
    let r2 = r * r;
    let low = 0.5 + 1.666_666_5e-1 * r;
    let middle = 4.166_579_6e-2 + 8.333_452e-3 * r;
    let high = 1.398_199_9e-3 + 1.987_569_1e-4 * r;
    let tail = low + r2 * (middle + r2 * high);
    (r + r2 * tail, rounded.to_bits() << 23)
}
