use super::{IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Ftrl(learning_rate = 0.001, learning_rate_power = -0.5, initial_accumulator_value = 0.1,
/// l1_regularization_strength = 0.0, l2_regularization_strength = 0.0,
/// l2_shrinkage_regularization_strength = 0.0, beta = 0.0)` (*Ad Click Prediction*, KDD 2013), and
/// [what all optimizers have](Settings).
///
/// It makes weights anew from all gradients so far: what they were at first hardly counts. Where the
/// formula divides by 0, without any gradient so far and a sum that begins with 0, weights stay as
/// they are; Keras makes them NaN.
#[derive(Clone, Debug)]
pub struct Ftrl {
    settings: Settings,
    learning_rate_power: f32,
    initial_accumulator_value: f32,
    l1_regularization_strength: f32,
    l2_regularization_strength: f32,
    l2_shrinkage_regularization_strength: f32,
    beta: f32,
}

super::settings::optimizer_word! {
    Ftrl [] []
    learning_rate, learning_rate_power, initial_accumulator_value, l1_regularization_strength, l2_regularization_strength, l2_shrinkage_regularization_strength, beta
}

impl Ftrl {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Ftrl {
            settings: Settings::new(0.001),
            learning_rate_power: -0.5,
            initial_accumulator_value: 0.1,
            l1_regularization_strength: 0.0,
            l2_regularization_strength: 0.0,
            l2_shrinkage_regularization_strength: 0.0,
            beta: 0.0,
        }
    }

    crate::optimizer_settings!(settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// By which power of the sum of the squared gradients the rate becomes less; 0 or less.
    #[must_use]
    pub const fn learning_rate_power(mut self, learning_rate_power: f32) -> Self {
        self.learning_rate_power = learning_rate_power;
        self
    }

    /// What the sum of the squared gradients begins with.
    #[must_use]
    pub const fn initial_accumulator_value(mut self, initial_accumulator_value: f32) -> Self {
        self.initial_accumulator_value = initial_accumulator_value;
        self
    }

    /// How far sums of gradients stay without effect, so that weights are 0.
    #[must_use]
    pub const fn l1_regularization_strength(mut self, l1_regularization_strength: f32) -> Self {
        self.l1_regularization_strength = l1_regularization_strength;
        self
    }

    /// How strongly weights are pulled towards 0.
    #[must_use]
    pub const fn l2_regularization_strength(mut self, l2_regularization_strength: f32) -> Self {
        self.l2_regularization_strength = l2_regularization_strength;
        self
    }

    /// How strongly the gradient pulls weights towards 0.
    #[must_use]
    pub const fn l2_shrinkage_regularization_strength(
        mut self,
        l2_shrinkage_regularization_strength: f32,
    ) -> Self {
        self.l2_shrinkage_regularization_strength = l2_shrinkage_regularization_strength;
        self
    }

    /// The paper's β: what the rate is divided by at first.
    #[must_use]
    pub const fn beta(mut self, beta: f32) -> Self {
        self.beta = beta;
        self
    }
}

impl Default for Ftrl {
    fn default() -> Self {
        Ftrl::new()
    }
}

/// One step of [`Ftrl`](struct@Ftrl).
#[derive(Clone, Copy, Debug)]
pub struct FtrlStep {
    learning_rate: f32,
    power: f32,
    l1: f32,
    l2: f32,
    shrinkage: f32,
}

impl Optimizer for Ftrl {
    const SLOTS: usize = 2;
    type Step = FtrlStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("learning_rate_power", self.learning_rate_power.into())?;
        check(
            "initial_accumulator_value",
            self.initial_accumulator_value.into(),
        )?;
        check(
            "l1_regularization_strength",
            self.l1_regularization_strength.into(),
        )?;
        check(
            "l2_regularization_strength",
            self.l2_regularization_strength.into(),
        )?;
        check(
            "l2_shrinkage_regularization_strength",
            self.l2_shrinkage_regularization_strength.into(),
        )?;
        check("beta", self.beta.into())
    }

    fn initial(&self, slot: usize) -> f32 {
        if slot == 0 {
            self.initial_accumulator_value
        } else {
            0.0
        }
    }

    fn step(&self, learning_rate: f32, _: u64) -> FtrlStep {
        FtrlStep {
            learning_rate,
            power: -self.learning_rate_power,
            l1: self.l1_regularization_strength,
            l2: 2.0 * (self.l2_regularization_strength + self.beta / (2.0 * learning_rate)),
            shrinkage: 2.0 * self.l2_shrinkage_regularization_strength,
        }
    }

    #[inline(always)]
    fn update(step: &FtrlStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [squares, linear] = slots else { return };
        let mut sums = *squares;
        for i in 0..weights.len() {
            let g = least::gradient(gradient[i]);
            sums[i] += g * g;
        }
        let [before, after] = [*squares, sums].map(|sums| power(sums, step.power));
        for i in 0..weights.len() {
            let (w, rate) = (weights[i], step.learning_rate);
            let g = gradient[i] + step.shrinkage * w;
            let z = linear[i] + (g - (after[i] - before[i]) / rate * w);
            let curvature = after[i] / rate + step.l2;
            let stays = curvature == 0.0 || rate == 0.0;
            linear[i] = math::select(stays, linear[i], z);
            let new = (z.max(-step.l1).min(step.l1) - z) / curvature;
            weights[i] = math::select(stays, w, new);
        }
        *squares = sums;
    }

    compiled_here!(lanes);
}

#[inline(always)]
fn power(numbers: Lane, power: f32) -> Lane {
    if power == 0.5 {
        numbers.map(math::sqrt)
    } else {
        numbers.map(|x| math::powf(x, power))
    }
}
