use crate::activations::{Activate, compiled_here};
use crate::simd::math;

/// The scaled exponential linear unit: λ·x above 0 and λ·α·(eˣ − 1) below; Keras' `selu` (Klambauer
/// and others, 2017).
///
/// λ = 1.0507 and α = 1.6733 keep means at 0 and variances at 1 from layer to layer, with
/// `lecun_normal` weights. Its derivative at 0 is λ·α, as in Keras on JAX.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(selu) >].new(0);
/// let y = net.predict(&[0.0, 1.0]);
/// assert_eq!(y[0], 0.0);
/// assert!((y[1] - 1.050_701).abs() < 1e-6);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum selu {}

/// λ
const SCALE: f32 = 1.050_701;
/// α
const ALPHA: f32 = 1.673_263_2;

impl Activate for selu {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            SCALE * math::select(x > 0.0, x, ALPHA * math::exp_m1(x))
        });
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| {
            d * math::select(y > 0.0, SCALE, y + SCALE * ALPHA)
        });
    }

    compiled_here!();
}
