use super::Schedule;
use crate::contract::check;
use crate::{Error, math};

/// Keras' `PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate = 0.0001,
/// power = 1.0, cycle = false)`: `(initial − end) · (1 − step / decay_steps)^power + end`.
///
/// ```
/// use kerust::optimizers::schedules::{PolynomialDecay, Schedule};
///
/// let schedule = PolynomialDecay::new(0.5, 10).end_learning_rate(0.25);
/// assert_eq!([0, 5, 10, 90].map(|step| schedule.at(step)), [0.5, 0.375, 0.25, 0.25]);
/// ```
#[derive(Clone, Debug)]
pub struct PolynomialDecay {
    initial_learning_rate: f32,
    decay_steps: u64,
    end_learning_rate: f32,
    power: f32,
    cycle: bool,
}

crate::listed! {
    PolynomialDecay [] []
    (initial_learning_rate, decay_steps) end_learning_rate, power, cycle
}

impl PolynomialDecay {
    /// After `decay_steps` steps the rate is at its end.
    #[must_use]
    pub const fn new(initial_learning_rate: f32, decay_steps: u64) -> Self {
        PolynomialDecay {
            initial_learning_rate,
            decay_steps,
            end_learning_rate: 0.0001,
            power: 1.0,
            cycle: false,
        }
    }

    crate::by_name! {
        /// The rate that it begins with.
        initial_learning_rate: f32 = 0.0,
        /// After how many steps it is at its end.
        decay_steps: u64 = 1,
    }

    /// The rate at the end.
    #[must_use]
    pub const fn end_learning_rate(self, end_learning_rate: f32) -> Self {
        PolynomialDecay {
            end_learning_rate,
            ..self
        }
    }

    /// The power of the polynomial.
    #[must_use]
    pub const fn power(self, power: f32) -> Self {
        PolynomialDecay { power, ..self }
    }

    /// Whether it begins again after its end, each time from a lower rate: the end is then at the
    /// next multiple of `decay_steps`.
    #[must_use]
    pub const fn cycle(self, cycle: bool) -> Self {
        PolynomialDecay { cycle, ..self }
    }
}

impl Schedule for PolynomialDecay {
    fn at(&self, step: u64) -> f32 {
        let (mut step, mut steps) = (step as f32, self.decay_steps as f32);
        if self.cycle {
            steps *= math::ceil(step / steps).max(1.0);
        } else {
            step = step.min(steps);
        }
        let span = self.initial_learning_rate - self.end_learning_rate;
        span * math::powf(1.0 - step / steps, self.power) + self.end_learning_rate
    }

    fn check(&self) -> Result<(), Error> {
        check("initial_learning_rate", self.initial_learning_rate.into())?;
        check("decay_steps", self.decay_steps as f64)?;
        check("end_learning_rate", self.end_learning_rate.into())?;
        check("power", self.power.into())
    }
}
