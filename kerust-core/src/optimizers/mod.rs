//! How weights follow their gradients: one file an optimizer.

mod adam;
mod sgd;

pub use adam::Adam;
pub use sgd::SGD;

use crate::memory::Lane;
use crate::{Error, contract};

/// An optimizer: settings, and an update of sixteen weights.
///
/// Its state is [`SLOTS`](Optimizer::SLOTS) lanes for every lane of weights, zeros at first.
///
/// ```
/// use kerust_core::Error;
/// use kerust_core::memory::Lane;
/// use kerust_core::optimizers::Optimizer;
///
/// /// Steps of one size, by the gradient's sign.
/// #[derive(Clone, Debug)]
/// pub struct SignSgd {
///     learning_rate: f32,
/// }
///
/// impl Optimizer for SignSgd {
///     const SLOTS: usize = 0;
///     type Step = f32;
///
///     fn learning_rate(&self) -> f32 {
///         self.learning_rate
///     }
///
///     fn set_learning_rate(&mut self, learning_rate: f32) {
///         self.learning_rate = learning_rate;
///     }
///
///     fn step(&self, _: u64) -> f32 {
///         self.learning_rate
///     }
///
///     fn update(step: &f32, weights: &mut Lane, gradient: &Lane, _: &mut [Lane]) {
///         for (w, g) in weights.iter_mut().zip(gradient) {
///             *w -= step * g.signum();
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an optimizer",
    label = "not an optimizer",
    note = "optimizers are `Adam`, `SGD`, and types that implement `Optimizer`"
)]
pub trait Optimizer: Clone + Send + Sync + 'static {
    /// How many numbers are kept for each weight.
    const SLOTS: usize;

    /// What all weights share in one step.
    type Step: Copy + Send + Sync;

    /// The learning rate as it is now.
    fn learning_rate(&self) -> f32;

    /// Changes the learning rate for the steps to come.
    fn set_learning_rate(&mut self, learning_rate: f32);

    /// What is wrong with the settings, if anything.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have.
    fn check(&self) -> Result<(), Error> {
        contract::check("learning_rate", self.learning_rate().into())
    }

    /// The `iteration`-th step, counted from 0.
    fn step(&self, iteration: u64) -> Self::Step;

    /// Updates sixteen weights and their slots.
    fn update(step: &Self::Step, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]);
}
