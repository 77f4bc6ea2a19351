use crate::contract::Bits;
use crate::losses::{Loss, clip, passes};
use crate::math;

crate::loss! {
    /// −(t ln y + (1 − t) ln(1 − y)), the mean over the outputs; Keras' `binary_crossentropy`.
    binary_crossentropy<FROM_LOGITS>, val_binary_crossentropy,
    Bits after sigmoid by before_sigmoid {
        /// How far targets are moved from 0 and 1 towards 0.5, from 0 to 1.
        label_smoothing: f32 = 0.0,
    }
}

impl<const FROM_LOGITS: bool> Loss for binary_crossentropy<FROM_LOGITS> {
    const NAME: &'static str = "binary_crossentropy";
    type Labels = Bits;

    fn check(&self) -> Result<(), crate::Error> {
        crate::contract::check("label_smoothing", self.label_smoothing.into())
    }

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
        let s = self.label_smoothing;
        let sum = math::sum_of(outputs, target, |y, t| {
            let t = t * (1.0 - s) + 0.5 * s;
            if FROM_LOGITS {
                // −t ln σ(z) − (1 − t) ln σ(−z)
                return math::softplus(y) - t * y;
            }
            let y = clip(y);
            -(t * math::ln(y) + (1.0 - t) * math::ln(1.0 - y))
        });
        sum / outputs.len() as f32
    }

    #[inline(always)]
    fn gradient(
        &self,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let (s, scale) = (self.label_smoothing, scale / outputs.len() as f32);
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            let t = t * (1.0 - s) + 0.5 * s;
            if FROM_LOGITS {
                *d = scale * (math::sigmoid(*y) - t);
            } else {
                let passed = scale * ((1.0 - t) / (1.0 - y) - t / y);
                *d = math::select(passes(*y), passed, 0.0);
            }
        }
    }
}

impl binary_crossentropy {
    /// The gradient with respect to what `sigmoid` was applied to.
    #[inline(always)]
    fn before_sigmoid(
        &self,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let (s, scale) = (self.label_smoothing, scale / outputs.len() as f32);
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            let t = t * (1.0 - s) + 0.5 * s;
            *d = math::select(passes(*y), scale * (y - t), 0.0);
        }
    }
}
