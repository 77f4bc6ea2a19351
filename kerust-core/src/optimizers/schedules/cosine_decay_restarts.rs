use core::f32::consts::PI;

use super::Schedule;
use crate::contract::check;
use crate::{Error, math};

/// Keras' `CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul = 2.0, m_mul = 1.0,
/// alpha = 0.0)`: down along half a cosine, and again and again (Loshchilov and Hutter, 2016).
///
/// ```
/// use kerust::optimizers::schedules::{CosineDecayRestarts, Schedule};
///
/// let schedule = CosineDecayRestarts::new(0.5, 10).m_mul(0.5);
/// assert_eq!([0, 10, 30].map(|step| schedule.at(step)), [0.5, 0.25, 0.125]);
/// ```
#[derive(Clone, Debug)]
pub struct CosineDecayRestarts {
    initial_learning_rate: f32,
    first_decay_steps: u64,
    t_mul: f32,
    m_mul: f32,
    alpha: f32,
}

crate::listed! {
    CosineDecayRestarts [] []
    (initial_learning_rate, first_decay_steps) t_mul, m_mul, alpha
}

impl CosineDecayRestarts {
    /// After `first_decay_steps` steps the rate begins from above for the first time.
    #[must_use]
    pub const fn new(initial_learning_rate: f32, first_decay_steps: u64) -> Self {
        CosineDecayRestarts {
            initial_learning_rate,
            first_decay_steps,
            t_mul: 2.0,
            m_mul: 1.0,
            alpha: 0.0,
        }
    }

    crate::by_name! {
        /// The rate that it begins with.
        initial_learning_rate: f32 = 0.0,
        /// After how many steps the rate begins from above for the first time.
        first_decay_steps: u64 = 1,
    }

    /// How many times as long as the last one each decay is.
    #[must_use]
    pub const fn t_mul(self, t_mul: f32) -> Self {
        CosineDecayRestarts { t_mul, ..self }
    }

    /// What the rate that a decay begins from is multiplied by at each restart.
    #[must_use]
    pub const fn m_mul(self, m_mul: f32) -> Self {
        CosineDecayRestarts { m_mul, ..self }
    }

    /// The rate at the end, as a share of the first one.
    #[must_use]
    pub const fn alpha(self, alpha: f32) -> Self {
        CosineDecayRestarts { alpha, ..self }
    }
}

impl Schedule for CosineDecayRestarts {
    fn at(&self, step: u64) -> f32 {
        let (t, completed) = (self.t_mul, step as f32 / self.first_decay_steps as f32);
        let (restarts, completed) = if t == 1.0 {
            let restarts = math::floor(completed);
            (restarts, completed - restarts)
        } else {
            let restarts = math::floor(math::log(1.0 - completed * (1.0 - t)) / math::log(t));
            let length = math::powf(t, restarts);
            let before = (1.0 - length) / (1.0 - t);
            (restarts, (completed - before) / length)
        };
        let cosine = 0.5 * math::powf(self.m_mul, restarts) * (1.0 + math::cos(PI * completed));
        self.initial_learning_rate * ((1.0 - self.alpha) * cosine + self.alpha)
    }

    fn check(&self) -> Result<(), Error> {
        check("initial_learning_rate", self.initial_learning_rate.into())?;
        check("first_decay_steps", self.first_decay_steps as f64)?;
        check("t_mul", self.t_mul.into())?;
        check("m_mul", self.m_mul.into())?;
        check("alpha", self.alpha.into())
    }
}
