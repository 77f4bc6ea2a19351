use crate::activations::Activate;
use crate::math;

/// x, nearer to 0 by ½; between −½ and ½ it is 0, and so is its derivative.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum soft_shrink {}

impl Activate for soft_shrink {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        math::map(values, |x| {
            let below = math::select(x < -0.5, x + 0.5, 0.0);
            math::select(x > 0.5, x - 0.5, below)
        });
    }

    #[inline(always)]
    fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
        math::zip(outputs, gradient, |y, d| math::select(y == 0.0, 0.0, d));
    }
}
