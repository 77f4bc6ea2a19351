use super::{Decay, IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `ScheduleFreeAdamW(learning_rate = 0.0025, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-8,
/// warmup_steps = 0)` (Defazio et al., 2024, [arXiv:2405.15682](https://arxiv.org/abs/2405.15682)); and
/// [what all optimizers have](Settings).
///
/// Two sequences stand in for a schedule: one takes Adam's steps, the other is the mean of all that it was.
/// The weights lie between them, `beta_1` of the way to the mean, while training and, as in Keras, also in
/// `evaluate` and `predict`: the paper would take the mean itself there.
///
/// ```
/// use kerust::optimizers::{Optimizer, ScheduleFreeAdamW};
///
/// let optimizer = ScheduleFreeAdamW::new().warmup_steps(100).weight_decay(0.01);
/// assert!(optimizer.check().is_ok());
/// assert!(optimizer.beta_1(0.0).check().is_err(), "all of the mean would be lost");
/// ```
#[derive(Clone, Debug)]
pub struct ScheduleFreeAdamW {
    settings: Settings,
    beta_1: f32,
    beta_2: f32,
    epsilon: f32,
    warmup_steps: u32,
}

super::settings::optimizer_word! {
    ScheduleFreeAdamW [] []
    learning_rate, beta_1, beta_2, epsilon, warmup_steps
}

impl ScheduleFreeAdamW {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        ScheduleFreeAdamW {
            settings: Settings::new(0.0025),
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-8,
            warmup_steps: 0,
        }
    }

    crate::optimizer_settings!(settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// How far the weights lie on the way to the mean; above 0.
    #[must_use]
    pub const fn beta_1(mut self, beta_1: f32) -> Self {
        self.beta_1 = beta_1;
        self
    }

    /// How much of the mean of the gradients' squares stays at each step.
    #[must_use]
    pub const fn beta_2(mut self, beta_2: f32) -> Self {
        self.beta_2 = beta_2;
        self
    }

    /// What keeps the division away from 0.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f32) -> Self {
        self.epsilon = epsilon;
        self
    }

    /// In how many steps the learning rate rises to what it is; `weight_decay` goes by the whole of it.
    #[must_use]
    pub const fn warmup_steps(mut self, warmup_steps: u32) -> Self {
        self.warmup_steps = warmup_steps;
        self
    }
}

impl Default for ScheduleFreeAdamW {
    fn default() -> Self {
        ScheduleFreeAdamW::new()
    }
}

/// One step of [`ScheduleFreeAdamW`](struct@ScheduleFreeAdamW).
#[derive(Clone, Copy, Debug)]
pub struct ScheduleFreeAdamWStep {
    is_first: bool,
    decay: Option<Decay>,
    learning_rate: f32,
    beta_1: f32,
    one_minus_beta_2: f32,
    correction_2: f32,
    epsilon: f32,
    /// The part of this step in the mean.
    part: f32,
}

impl Optimizer for ScheduleFreeAdamW {
    const SLOTS: usize = 2;
    const DECAYS: bool = true;
    type Step = ScheduleFreeAdamWStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("beta_1", self.beta_1.into())?;
        if self.beta_1 == 0.0 {
            return Err(Error::Setting {
                setting: "beta_1",
                value: 0.0,
                expected: "the mean is found again in the weights, so it is above 0",
            });
        }
        check("beta_2", self.beta_2.into())?;
        check("epsilon", self.epsilon.into())
    }

    fn step(&self, learning_rate: f32, iteration: u64) -> ScheduleFreeAdamWStep {
        let time = (iteration + 1) as f32;
        let warmed_up = match self.warmup_steps {
            0 => 1.0,
            steps => (time / steps as f32).min(1.0),
        };
        let share = self.settings.weight_decay;
        ScheduleFreeAdamWStep {
            is_first: iteration == 0,
            decay: share.map(|share| Decay::new(share, learning_rate)),
            learning_rate: learning_rate * warmed_up,
            beta_1: self.beta_1,
            one_minus_beta_2: 1.0 - self.beta_2,
            correction_2: 1.0 - math::powf(self.beta_2, time),
            epsilon: self.epsilon,
            part: 1.0 / time,
        }
    }

    #[inline(always)]
    fn update(
        step: &ScheduleFreeAdamWStep,
        weights: &mut Lane,
        gradient: &Lane,
        slots: &mut [Lane],
    ) {
        let [stepping, square] = slots else { return };
        // Both sequences begin at the weights, before these decay.
        for i in 0..weights.len() {
            stepping[i] = math::select(step.is_first, weights[i], stepping[i]);
        }
        if let Some(decay) = step.decay {
            decay.apply(core::slice::from_mut(weights));
        }
        for i in 0..weights.len() {
            let g = least::gradient(gradient[i]);
            square[i] = least::moment(square[i] + (g * g - square[i]) * step.one_minus_beta_2);
            let size = math::sqrt(square[i] / step.correction_2) + step.epsilon;
            let (before, rest) = (stepping[i], 1.0 - step.beta_1);
            let now = before - step.learning_rate * g / size;
            let mean = (weights[i] - rest * before) / step.beta_1;
            let mean = (1.0 - step.part) * mean + step.part * now;
            stepping[i] = now;
            weights[i] = rest * now + step.beta_1 * mean;
        }
    }

    compiled_here!(lanes);
}
