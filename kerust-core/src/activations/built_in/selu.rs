use crate::activations::Activate;
use crate::math;

/// λ·x, and λ·α·(eˣ − 1) below 0, with the λ and α that keep means at 0 and variances at 1
/// (Klambauer et al., 2017). Its derivative at 0 is λ·α, as of Keras on JAX.
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
}
