use crate::contract::{Bits, check};
use crate::losses::{EPSILON, Loss, clip, passes};
use crate::{Error, math};

crate::loss! {
    /// `binary_crossentropy` in which outputs that are right already count little: each is multiplied by
    /// (1 − p)^γ, where p is the probability of the target (Lin and others, 2017); Keras'
    /// `binary_focal_crossentropy`.
    binary_focal_crossentropy<FROM_LOGITS>, val_binary_focal_crossentropy,
    Bits after sigmoid {
        /// Whether targets of 1 count α times and those of 0 1 − α times.
        apply_class_balancing: bool = false,
        /// α
        alpha: f32 = 0.25,
        /// γ
        gamma: f32 = 2.0,
        /// How far targets are moved from 0 and 1 towards 0.5, from 0 to 1.
        label_smoothing: f32 = 0.0,
    }
}

impl<const FROM_LOGITS: bool> binary_focal_crossentropy<FROM_LOGITS> {
    /// The value of one output, and its derivative.
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> [f32; 2] {
        // 1 − p would cancel where p comes near 1.
        let (p, q) = if FROM_LOGITS {
            (math::sigmoid(y), math::sigmoid(-y))
        } else {
            (y, 1.0 - y)
        };
        let t = t * (1.0 - self.label_smoothing) + 0.5 * self.label_smoothing;
        let least = 1.0 - (1.0 - EPSILON);
        let rest = q.clamp(least, 1.0 - EPSILON);
        let entropy = -(t * math::ln(clip(p)) + (1.0 - t) * math::ln(rest));
        let slope = (1.0 - t) / q - t / p;
        let slope = math::select(passes(p), slope, 0.0);
        let wrong = t * q + (1.0 - t) * p;
        let factor = math::powf(wrong, self.gamma);
        let change = self.gamma * math::powf(wrong, self.gamma - 1.0) * (1.0 - 2.0 * t);
        let weight = if self.apply_class_balancing {
            t * self.alpha + (1.0 - t) * (1.0 - self.alpha)
        } else {
            1.0
        };
        let inner = if FROM_LOGITS { p * q } else { 1.0 };
        [
            weight * factor * entropy,
            weight * (change * entropy + factor * slope) * inner,
        ]
    }
}

impl<const FROM_LOGITS: bool> Loss for binary_focal_crossentropy<FROM_LOGITS> {
    const NAME: &'static str = "binary_focal_crossentropy";
    type Labels = Bits;

    fn check(&self) -> Result<(), Error> {
        check("label_smoothing", self.label_smoothing.into())
    }

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
        let values = outputs.iter().zip(target).map(|(y, t)| self.at(*y, *t)[0]);
        values.sum::<f32>() / outputs.len() as f32
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
        let scale = scale / outputs.len() as f32;
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            *d = scale * self.at(*y, *t)[1];
        }
    }
}
