//! Initializers: the first values of a new model's weights.

// A type would be hidden by a module of its name beside it.
mod built_in {
    pub mod constant;
    pub mod glorot_normal;
    pub mod glorot_uniform;
    pub mod he_normal;
    pub mod he_uniform;
    pub mod identity;
    pub mod lecun_normal;
    pub mod lecun_uniform;
    pub mod ones;
    pub mod orthogonal;
    pub mod random_normal;
    pub mod random_uniform;
    pub mod truncated_normal;
    pub mod variance_scaling;
    pub mod zeros;
}

mod scaling;

pub use built_in::{
    constant::constant, glorot_normal::glorot_normal, glorot_uniform::glorot_uniform,
    he_normal::he_normal, he_uniform::he_uniform, identity::identity, lecun_normal::lecun_normal,
    lecun_uniform::lecun_uniform, ones::ones, orthogonal::orthogonal, random_normal::random_normal,
    random_uniform::random_uniform, truncated_normal::truncated_normal,
    variance_scaling::variance_scaling, zeros::zeros,
};
pub use scaling::{Distribution, Mode, fan_avg, fan_in, fan_out, uniform, untruncated_normal};

use core::fmt;

use rand_core::Rng;

use crate::tensor::ViewMut;

/// A word for `kernel_initializer = …`, with its settings.
///
/// `kernel_initializer = my_initializer(scale = 0.1)` is `my_initializer::new().scale(0.1)`, and
/// `my_initializer(0.1)` is `my_initializer::of(0.1)`, both constant functions.
///
/// ```
/// use kerust::initializers::Initializer;
/// use kerust::memory::ViewMut;
/// use kerust::random::{Rng, unit};
///
/// /// Numbers from 0 to `to`.
/// #[allow(non_camel_case_types)]
/// #[derive(Debug)]
/// pub struct positive {
///     to: f32,
/// }
///
/// impl positive {
///     pub const fn new() -> Self {
///         positive { to: 1.0 }
///     }
///
///     pub const fn to(self, to: f32) -> Self {
///         positive { to }
///     }
/// }
///
/// impl Initializer for positive {
///     fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng) {
///         for index in 0..array.len() {
///             array.set(index, self.to * unit(rng));
///         }
///     }
/// }
///
/// let mut numbers = [0.0; 4];
/// let mut array = ViewMut::of_slice(&[2, 2], &mut numbers);
/// positive::new().to(0.5).fill(&mut array, &mut kerust::random::generator(1));
/// assert!(numbers.iter().all(|x| (0.0..0.5).contains(x)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an initializer",
    label = "not an initializer",
    note = "initializers are `glorot_uniform`, `he_normal`, `zeros` and others, and types that implement `Initializer`"
)]
pub trait Initializer: fmt::Debug + Send + Sync + 'static {
    /// Sets each number of the array to its first value.
    fn fill(&self, array: &mut ViewMut<'_>, rng: &mut dyn Rng);
}

/// Sets each number, in the order of the indices, to the next value of `next`.
fn fill_with(array: &mut ViewMut<'_>, mut next: impl FnMut() -> f32) {
    for index in 0..array.len() {
        array.set(index, next());
    }
}
