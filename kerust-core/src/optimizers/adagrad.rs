use super::{IntoLearningRate, Optimizer, Settings, compiled_here, least};
use crate::contract::check;
use crate::memory::Lane;
use crate::{Error, math};

/// Keras' `Adagrad(learning_rate = 0.001, initial_accumulator_value = 0.1, epsilon = 1e-7)` (Duchi,
/// Hazan and Singer, 2011), and [what all optimizers have](Settings).
///
/// As in Keras, `epsilon` is under the root.
#[derive(Clone, Debug)]
pub struct Adagrad {
    settings: Settings,
    initial_accumulator_value: f32,
    epsilon: f32,
}

super::settings::optimizer_word! {
    Adagrad [] []
    learning_rate, initial_accumulator_value, epsilon
}

impl Adagrad {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Adagrad {
            settings: Settings::new(0.001),
            initial_accumulator_value: 0.1,
            epsilon: 1e-7,
        }
    }

    crate::optimizer_settings!(settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// What the sum of the squared gradients begins with.
    #[must_use]
    pub const fn initial_accumulator_value(mut self, initial_accumulator_value: f32) -> Self {
        self.initial_accumulator_value = initial_accumulator_value;
        self
    }

    /// What keeps the division away from 0.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f32) -> Self {
        self.epsilon = epsilon;
        self
    }
}

impl Default for Adagrad {
    fn default() -> Self {
        Adagrad::new()
    }
}

/// One step of [`Adagrad`](struct@Adagrad).
#[derive(Clone, Copy, Debug)]
pub struct AdagradStep {
    learning_rate: f32,
    epsilon: f32,
}

impl Optimizer for Adagrad {
    const SLOTS: usize = 1;
    type Step = AdagradStep;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check(
            "initial_accumulator_value",
            self.initial_accumulator_value.into(),
        )?;
        check("epsilon", self.epsilon.into())
    }

    fn initial(&self, _: usize) -> f32 {
        self.initial_accumulator_value
    }

    fn step(&self, learning_rate: f32, _: u64) -> AdagradStep {
        AdagradStep {
            learning_rate,
            epsilon: self.epsilon,
        }
    }

    #[inline(always)]
    fn update(step: &AdagradStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        let [squares] = slots else { return };
        for i in 0..weights.len() {
            let g = least::gradient(gradient[i]);
            squares[i] += g * g;
            weights[i] -= step.learning_rate * g / math::sqrt(squares[i] + step.epsilon);
        }
    }

    compiled_here!(lanes);
}
