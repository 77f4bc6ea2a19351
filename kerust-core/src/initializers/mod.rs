//! What fills the weights of a new model.

// The files of the words: a word is a type, which its module's name would hide.
#[path = "."]
mod words {
    pub mod glorot_uniform;
    pub mod he_normal;
    pub mod zeros;
}

use rand_core::Rng;
pub use words::{glorot_uniform::glorot_uniform, he_normal::he_normal, zeros::zeros};

use crate::memory::Weight;

/// Fills an array of weights; [`Initializer::fill`] as a value.
pub type Fill = fn(&Weight, &mut dyn FnMut(usize, f32), &mut dyn Rng);

/// A word for `kernel_initializer = …`.
///
/// ```
/// use kerust_core::initializers::Initializer;
/// use kerust_core::memory::Weight;
/// use kerust_core::random::unit;
/// use rand_core::Rng;
///
/// /// Numbers from 0 to 1.
/// #[allow(non_camel_case_types)]
/// #[derive(Debug)]
/// pub enum unit_uniform {}
///
/// impl Initializer for unit_uniform {
///     fn fill(weight: &Weight, set: &mut dyn FnMut(usize, f32), rng: &mut dyn Rng) {
///         for index in 0..weight.len() {
///             set(index, unit(rng));
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an initializer",
    label = "not an initializer",
    note = "initializers are `glorot_uniform`, `he_normal`, `zeros`, and types that implement `Initializer`"
)]
pub trait Initializer: Send + Sync + 'static {
    /// Gives each element of the array, by its row-major index, its first value.
    fn fill(weight: &Weight, set: &mut dyn FnMut(usize, f32), rng: &mut dyn Rng);
}
