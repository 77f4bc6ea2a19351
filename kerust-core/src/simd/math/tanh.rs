use super::exp::parts;
use super::select;

/// The x from which on tanh x is 1.
const LARGE: f32 = 10.0;

/// The hyperbolic tangent with an error below 3 ulp.
///
/// With d = e²ˣ − 1 it is d / (d + 2); d comes from the parts of the exponential function, without
/// cancellation for small x, as it does from `expm1f` in FDLIBM's `tanhf`.
#[inline(always)]
pub(crate) fn tanh(x: f32) -> f32 {
    let size = x.abs();
    let size = select(size > LARGE, LARGE, size);
    let (part, power) = parts(2.0 * size);
    let scale = f32::from_bits(1.0_f32.to_bits().wrapping_add(power));
    let d = part * scale + (scale - 1.0);
    (d / (d + 2.0)).copysign(x)
}
