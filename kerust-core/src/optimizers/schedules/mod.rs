//! Learning rates that change from step to step: one file a schedule.

mod cosine_decay;
mod cosine_decay_restarts;
mod exponential_decay;
mod inverse_time_decay;
mod piecewise_constant_decay;
mod polynomial_decay;

use core::fmt::Debug;

pub use cosine_decay::CosineDecay;
pub use cosine_decay_restarts::CosineDecayRestarts;
pub use exponential_decay::ExponentialDecay;
pub use inverse_time_decay::InverseTimeDecay;
pub use piecewise_constant_decay::PiecewiseConstantDecay;
pub use polynomial_decay::PolynomialDecay;

use crate::Error;
use crate::simd::math;

/// A learning rate for each step, as the value of `learning_rate`.
///
/// ```
/// use kerust::optimizers::SGD;
/// use kerust::optimizers::schedules::Schedule;
///
/// /// Slow at first, and never slower.
/// #[derive(Debug)]
/// struct WarmUp {
///     rate: f32,
///     steps: u64,
/// }
///
/// impl Schedule for WarmUp {
///     fn at(&self, step: u64) -> f32 {
///         self.rate * (step.min(self.steps) + 1) as f32 / (self.steps + 1) as f32
///     }
/// }
///
/// static WARM_UP: WarmUp = WarmUp { rate: 0.1, steps: 100 };
/// let sgd = SGD::new().learning_rate(&WARM_UP);
/// # assert_eq!(WARM_UP.at(200), 0.1);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a learning rate",
    label = "neither a number with a point nor a schedule",
    note = "write a number with a point, `1.0`, or a schedule such as `ExponentialDecay(0.1, 1000, 0.96)`"
)]
pub trait Schedule: Debug + Send + Sync + 'static {
    /// The learning rate of step `step`, counted from 0: as many batches have been trained on.
    fn at(&self, step: u64) -> f32;

    /// A check of the settings before the first step.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
}

impl<S: Schedule> Schedule for &'static S {
    fn at(&self, step: u64) -> f32 {
        (**self).at(step)
    }

    fn check(&self) -> Result<(), Error> {
        (**self).check()
    }
}

/// The number of periods of `length` steps before step `step`; of whole ones with `whole`.
fn periods(step: u64, length: u64, whole: bool) -> f32 {
    let periods = step as f32 / length as f32;
    if whole { math::floor(periods) } else { periods }
}
