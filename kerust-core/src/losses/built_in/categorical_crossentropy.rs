use crate::contract::OneHot;
use crate::losses::{Loss, clip, passes};
use crate::math;

crate::loss! {
    /// −Σ t ln y over the classes, the mean over all other axes; Keras' `categorical_crossentropy`.
    /// Probabilities are brought to the sum 1 first.
    categorical_crossentropy<FROM_LOGITS>, val_categorical_crossentropy,
    OneHot after softmax by before_softmax {
        /// How much of each target is spread evenly over all classes, from 0 to 1.
        label_smoothing: f32 = 0.0,
    }
}

impl<const FROM_LOGITS: bool> Loss for categorical_crossentropy<FROM_LOGITS> {
    const NAME: &'static str = "categorical_crossentropy";
    type Labels = OneHot;

    fn check(&self) -> Result<(), crate::Error> {
        crate::contract::check("label_smoothing", self.label_smoothing.into())
    }

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        let smooth = self.smoothing(width);
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let values = groups.map(|(outputs, target)| {
            if FROM_LOGITS {
                let log_sum = math::log_sum_exp(outputs);
                return math::sum_of(outputs, target, |z, t| smooth.of(t) * (log_sum - z));
            }
            let sum = math::sum(outputs);
            -math::sum_of(outputs, target, |y, t| {
                smooth.of(t) * math::ln(clip(y / sum))
            })
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
        let smooth = self.smoothing(width);
        let scale = scale * (width as f32 / outputs.len() as f32);
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        for ((outputs, target), gradient) in groups.zip(gradient.chunks_exact_mut(width)) {
            if FROM_LOGITS {
                let weight = math::sum_of(target, target, |t, _| smooth.of(t));
                math::softmax(outputs, gradient);
                math::zip(target, gradient, |t, y| scale * (y * weight - smooth.of(t)));
                continue;
            }
            let sum = math::sum(outputs);
            let weight = passing(outputs, target, sum, smooth);
            for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                let own = math::select(passes(y / sum), smooth.of(*t) / y, 0.0);
                *d = scale * (weight / sum - own);
            }
        }
    }
}

/// From targets to those that are spread over all classes.
#[derive(Clone, Copy)]
struct Smoothing {
    scale: f32,
    offset: f32,
}

impl Smoothing {
    #[inline(always)]
    fn of(self, target: f32) -> f32 {
        target * self.scale + self.offset
    }
}

/// The sum of the targets whose outputs are not clipped.
#[inline(always)]
fn passing(outputs: &[f32], target: &[f32], sum: f32, smooth: Smoothing) -> f32 {
    math::sum_of(outputs, target, |y, t| {
        math::select(passes(y / sum), smooth.of(t), 0.0)
    })
}

impl<const FROM_LOGITS: bool> categorical_crossentropy<FROM_LOGITS> {
    #[inline(always)]
    fn smoothing(&self, width: usize) -> Smoothing {
        Smoothing {
            scale: 1.0 - self.label_smoothing,
            offset: self.label_smoothing / width as f32,
        }
    }
}

impl categorical_crossentropy {
    /// The gradient with respect to what `softmax` was applied to.
    #[inline(always)]
    fn before_softmax(
        &self,
        outputs: &[f32],
        target: &[f32],
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let smooth = self.smoothing(width);
        let scale = scale * (width as f32 / outputs.len() as f32);
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        for ((outputs, target), gradient) in groups.zip(gradient.chunks_exact_mut(width)) {
            let weight = passing(outputs, target, 1.0, smooth);
            for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                let own = math::select(passes(*y), smooth.of(*t), 0.0);
                *d = scale * (y * weight - own);
            }
        }
    }
}
