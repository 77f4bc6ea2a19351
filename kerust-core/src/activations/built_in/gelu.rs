use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The Gaussian error linear unit: x·Φ(x), where Φ is the distribution function of the standard
/// normal distribution; Keras' `gelu` (Hendrycks and Gimpel, 2016).
///
/// `gelu<approximate = false>`: `gelu<true>` is Keras' `gelu(x, approximate=True)`, x·½·(1 +
/// tanh(√(2/π)·(x + 0.044715·x³))).
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<3>, Activation(gelu) >].new(0);
/// let y = net.predict(&[-1.0, 0.0, 1.0]);
/// assert!((y[0] + 0.158_655).abs() < 1e-5);
/// assert!((y[2] - 0.841_345).abs() < 1e-5);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum gelu<const APPROXIMATE: bool = false> {}

impl<const APPROXIMATE: bool> Activate for gelu<APPROXIMATE> {
    const SETTINGS: &'static [f32] = if APPROXIMATE { &[1.0] } else { &[] };
    const ELEMENTWISE: bool = true;
    const KEEPS_INPUT: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        if APPROXIMATE {
            math::map(values, |x| x * math::sigmoid(exponent(x)));
        } else {
            math::map(values, |x| x * math::normal(x).0);
        }
    }

    #[inline(always)]
    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        if APPROXIMATE {
            math::zip(inputs, gradient, |x, d| {
                let share = math::sigmoid(exponent(x));
                let slope = SCALE + 3.0 * CUBIC * (x * x);
                d * (share + x * (share * (1.0 - share)) * slope)
            });
        } else {
            math::zip(inputs, gradient, |x, d| {
                let (below, density) = math::normal(x);
                d * (below + x * density)
            });
        }
    }

    compiled_here!(gelu, if !APPROXIMATE; gelu<true>, if APPROXIMATE);
}

/// 2·√(2/π)
const SCALE: f32 = 1.595_769;
const CUBIC: f32 = SCALE * 0.044_715;

/// ½·(1 + tanh z) is the sigmoid of 2·z: this is 2·z.
#[inline(always)]
fn exponent(x: f32) -> f32 {
    x * (SCALE + CUBIC * (x * x))
}
