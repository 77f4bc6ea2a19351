#[cfg(feature = "alloc")]
use alloc::sync::Arc;

use super::schedules::Schedule;
use crate::Error;
use crate::word::Bound;

/// A learning rate: a number, or a schedule.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum LearningRate {
    /// The same at every step, until it is set to another one.
    Constant(f32),
    /// Another one at every step.
    #[cfg(feature = "alloc")]
    Schedule(Arc<dyn Schedule>),
    /// Another one at every step.
    #[cfg(not(feature = "alloc"))]
    Schedule(&'static dyn Schedule),
}

impl LearningRate {
    /// The rate of step `step`, counted from 0.
    #[must_use]
    pub fn at(&self, step: u64) -> f32 {
        match self {
            LearningRate::Constant(rate) => *rate,
            LearningRate::Schedule(schedule) => schedule.at(step),
        }
    }

    /// Whether it is a schedule, which cannot be set to a number.
    #[must_use]
    pub fn is_schedule(&self) -> bool {
        matches!(self, LearningRate::Schedule(_))
    }

    /// Makes it another number.
    ///
    /// # Errors
    /// If it is a schedule, or if a learning rate cannot have the value.
    pub fn set(&mut self, rate: f32) -> Result<(), Error> {
        Bound::LEARNING_RATE.check("learning_rate", rate.into())?;
        match self {
            LearningRate::Constant(constant) => *constant = rate,
            LearningRate::Schedule(_) => return Err(Error::Scheduled { rate }),
        }
        Ok(())
    }

    /// # Errors
    /// If a number is none of a learning rate, or what the schedule says.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            LearningRate::Constant(rate) => {
                Bound::LEARNING_RATE.check("learning_rate", (*rate).into())
            }
            LearningRate::Schedule(schedule) => schedule.check(),
        }
    }
}

/// A value of `learning_rate`: a number, or a [`Schedule`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a learning rate",
    label = "neither a number with a point nor a schedule",
    note = "write a number with a point, `1.0`, or a schedule such as `ExponentialDecay(0.1, 1000, 0.96)`"
)]
pub trait IntoLearningRate {
    /// The learning rate.
    fn into_learning_rate(self) -> LearningRate;
}

impl IntoLearningRate for f32 {
    fn into_learning_rate(self) -> LearningRate {
        LearningRate::Constant(self)
    }
}

impl IntoLearningRate for f64 {
    fn into_learning_rate(self) -> LearningRate {
        LearningRate::Constant(self as f32)
    }
}

#[cfg(feature = "alloc")]
#[diagnostic::do_not_recommend]
impl<S: Schedule> IntoLearningRate for S {
    fn into_learning_rate(self) -> LearningRate {
        LearningRate::Schedule(Arc::new(self))
    }
}

#[cfg(not(feature = "alloc"))]
#[diagnostic::do_not_recommend]
impl<S: Schedule> IntoLearningRate for &'static S {
    fn into_learning_rate(self) -> LearningRate {
        LearningRate::Schedule(self)
    }
}
