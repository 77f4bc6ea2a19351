use super::Model;

/// An owner of a model's weights: a model, a boxed one, a compiled one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model, and has no weights",
    label = "not a model",
    note = "give a model, one in a box, or a compiled one"
)]
pub trait AsModel {
    /// The model.
    type Model: Model;

    /// The model itself.
    fn as_model(&self) -> &Self::Model;

    /// The model itself, to be changed.
    fn as_model_mut(&mut self) -> &mut Self::Model;
}

#[cfg(feature = "alloc")]
impl<M: Model> AsModel for alloc::boxed::Box<M> {
    type Model = M;

    fn as_model(&self) -> &M {
        self
    }

    fn as_model_mut(&mut self) -> &mut M {
        self
    }
}
