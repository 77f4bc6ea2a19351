use crate::contract::{OneHot, check};
use crate::losses::{Loss, clip, passes};
use crate::{Error, math};

crate::loss! {
    /// `categorical_crossentropy` in which classes that are right already count little: each is
    /// multiplied by α·(1 − p)^γ (Lin and others, 2017); Keras' `categorical_focal_crossentropy`.
    categorical_focal_crossentropy<FROM_LOGITS>, val_categorical_focal_crossentropy,
    OneHot after softmax {
        /// α
        alpha: f32 = 0.25,
        /// γ
        gamma: f32 = 2.0,
        /// How much of each target is spread evenly over all classes, from 0 to 1.
        label_smoothing: f32 = 0.0,
    }
}

impl<const FROM_LOGITS: bool> categorical_focal_crossentropy<FROM_LOGITS> {
    /// The target of one of `width` classes.
    #[inline(always)]
    fn smooth(&self, t: f32, width: usize) -> f32 {
        t * (1.0 - self.label_smoothing) + self.label_smoothing / width as f32
    }

    /// The value of one class, whose probability is `p`, and its derivative.
    #[inline(always)]
    fn at(&self, p: f32, t: f32) -> [f32; 2] {
        let (q, gamma) = (clip(p), self.gamma);
        let (log, factor) = (math::ln(q), math::powf(1.0 - q, gamma));
        let slope = gamma * math::powf(1.0 - q, gamma - 1.0) * log - factor / q;
        let slope = math::select(passes(p), self.alpha * t * slope, 0.0);
        [-self.alpha * t * factor * log, slope]
    }

    /// What an output of logits is an exponent of, and the sum of all: probabilities are their
    /// quotients.
    #[inline(always)]
    fn base(outputs: &[f32]) -> [f32; 2] {
        if FROM_LOGITS {
            let log_sum = math::log_sum_exp(outputs);
            return [log_sum, 1.0];
        }
        [0.0, math::sum(outputs)]
    }

    #[inline(always)]
    fn probability(y: f32, [log_sum, sum]: [f32; 2]) -> f32 {
        if FROM_LOGITS {
            math::exp(y - log_sum)
        } else {
            y / sum
        }
    }
}

impl<const FROM_LOGITS: bool> Loss for categorical_focal_crossentropy<FROM_LOGITS> {
    const NAME: &'static str = "categorical_focal_crossentropy";
    type Labels = OneHot;

    fn check(&self) -> Result<(), Error> {
        check("label_smoothing", self.label_smoothing.into())
    }

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let values = groups.map(|(outputs, target)| {
            let base = Self::base(outputs);
            let values = outputs.iter().zip(target).map(|(y, t)| {
                let p = Self::probability(*y, base);
                self.at(p, self.smooth(*t, width))[0]
            });
            values.sum::<f32>()
        });
        values.sum::<f32>() * (width as f32 / outputs.len() as f32)
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
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        for ((outputs, target), gradient) in groups.zip(gradient.chunks_exact_mut(width)) {
            let base = Self::base(outputs);
            let mut dot = 0.0;
            for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                let p = Self::probability(*y, base);
                *d = self.at(p, self.smooth(*t, width))[1];
                dot += p * *d;
            }
            for (d, y) in gradient.iter_mut().zip(outputs) {
                let inner = if FROM_LOGITS {
                    Self::probability(*y, base)
                } else {
                    1.0 / base[1]
                };
                *d = scale * (*d - dot) * inner;
            }
        }
    }
}
