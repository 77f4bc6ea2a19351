use core::fmt;
use core::marker::PhantomData;

use super::Model;

/// A model without a name, from `model![< … >]`: its architecture without weights.
///
/// `compile!` takes it as it is; its weights then have the seed 0.
pub struct Blueprint<M>(PhantomData<fn() -> M>);

impl<M: Model> Blueprint<M> {
    /// The architecture.
    pub const NEW: Self = Blueprint(PhantomData);

    /// The number of the model's weights.
    pub const PARAMS: usize = M::PARAMS;

    /// A new model on the heap, with the random weights of `seed`.
    #[cfg(feature = "alloc")]
    #[must_use]
    #[allow(clippy::new_ret_no_self, clippy::wrong_self_convention)]
    pub fn new(self, seed: u64) -> alloc::boxed::Box<M> {
        M::new(seed)
    }

    /// A new model on the heap, with random weights from any generator of `rand`.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn with_rng(self, rng: &mut impl rand_core::Rng) -> alloc::boxed::Box<M> {
        M::with_rng(rng)
    }
}

impl<M> Clone for Blueprint<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Blueprint<M> {}

impl<M: Model> fmt::Debug for Blueprint<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(M::LAYERS.iter().map(|layer| layer.text))
            .finish()
    }
}

/// A model that can be compiled: a boxed model, or a blueprint.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compiled",
    label = "not a model in a box",
    note = "give `Net::new(seed)`, where `Net` was made by `model!`, or `model![< … >]`"
)]
pub trait IntoModel {
    /// The model.
    type Model: Model;

    /// The model with its weights.
    #[cfg(feature = "alloc")]
    fn into_model(self) -> alloc::boxed::Box<Self::Model>;
}

#[cfg(feature = "alloc")]
impl<M: Model> IntoModel for alloc::boxed::Box<M> {
    type Model = M;

    fn into_model(self) -> alloc::boxed::Box<M> {
        self
    }
}

impl<M: Model> IntoModel for Blueprint<M> {
    type Model = M;

    #[cfg(feature = "alloc")]
    fn into_model(self) -> alloc::boxed::Box<M> {
        M::new(0)
    }
}
