//! The error of a model that is not compiled.

/// A model by itself.
#[doc(hidden)]
#[derive(Debug)]
pub struct Alone<M>(core::marker::PhantomData<M>);

/// A compiled model, which a model by itself is not.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this model is not compiled",
    label = "a model without optimizer and loss",
    note = "compile it first: `let mut net = compile!(net, optimizer = Adam, loss = mse);`"
)]
pub trait IsCompiled {
    /// The result, which never exists.
    type Result;
}
