//! What a model by itself is not: compiled.

/// A model by itself.
#[doc(hidden)]
#[derive(Debug)]
pub struct Alone<M>(core::marker::PhantomData<M>);

/// What a model by itself is not.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this model is not compiled",
    label = "a model without optimizer and loss",
    note = "compile it first: `let mut net = compile!(net, optimizer = Adam, loss = mse);`"
)]
pub trait IsCompiled {
    /// Nothing that could be used.
    type Result;
}
