use crate::contract::Numbers;
use crate::losses::{EPSILON, Loss, above};
use crate::math;

crate::loss! {
    /// Σ t ln(t / y) over the last axis, both kept between 10⁻⁷ and 1 (Kullback and Leibler, 1951);
    /// Keras' `kl_divergence`.
    kl_divergence, val_kl_divergence, Numbers {}
}

impl Loss for kl_divergence {
    const NAME: &'static str = "kl_divergence";
    type Labels = Numbers;

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        let sum = math::sum_of(outputs, target, |y, t| {
            let t = t.clamp(EPSILON, 1.0);
            t * math::ln(t / y.clamp(EPSILON, 1.0))
        });
        sum * (width as f32 / outputs.len() as f32)
    }

    #[inline(always)]
    fn gradient(
        &self,
        outputs: &[f32],
        target: &[f32],
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let scale = scale * (width as f32 / outputs.len() as f32);
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            let passes = above(*y, EPSILON) * above(1.0, *y);
            *d = -scale * t.clamp(EPSILON, 1.0) / y.clamp(EPSILON, 1.0) * passes;
        }
    }
}
