//! `compile!`: a model, an optimizer, a loss and metrics.

mod access;
mod by_name;
mod compiled;
mod metrics;
mod model_methods;

use alloc::boxed::Box;
use core::fmt;

pub use compiled::Compiled;

use crate::losses::LossAfter;
use crate::model::{IntoModel, Model};
use crate::optimizers::Optimizer;
use crate::tensor::Structure;
use crate::train::data::losses::NoLoss;
use crate::train::outputs::OneOutput;

/// The builder of a compiled model; `compile!` is a spelling of it:
///
/// ```
/// use kerust::prelude::*;
/// use kerust::shape::Shape;
///
/// /// Any model with one output.
/// fn compile<Net>(net: Box<Net>) -> Compiled<Net, Adam, mse, (mae,)>
/// where
///     Net: Model<Output: Shape, Head: Activate>,
/// {
///     Compile::new(net)
///         .optimizer(Adam::new().learning_rate(0.01))
///         .loss::<mse>()
///         .metric::<mae>()
/// }
/// ```
pub struct Compile<M, O = ()> {
    model: Box<M>,
    optimizer: O,
}

impl<M: Model> Compile<M> {
    /// The builder with a boxed model or a blueprint.
    #[must_use]
    pub fn new(model: impl IntoModel<Model = M>) -> Self {
        Compile {
            model: model.into_model(),
            optimizer: (),
        }
    }

    /// The optimizer, which updates the weights.
    #[must_use]
    pub fn optimizer<O: Optimizer>(self, optimizer: O) -> Compile<M, O> {
        Compile {
            model: self.model,
            optimizer,
        }
    }
}

/// The kind of the model's outputs: one, or several.
type Kind<M> = <<M as Model>::Output as Structure>::Kind;

/// The list with this entry for each output of the model.
type Each<M, E> = <<M as Model>::Output as Structure>::Each<E>;

impl<M: Model, O: Optimizer> Compile<M, O> {
    /// The loss, which the training minimizes, with its defaults.
    #[must_use]
    pub fn loss<L>(self) -> Compiled<M, O, L::Is>
    where
        Kind<M>: OneOutput<M, L>,
        L: LossAfter<<Kind<M> as OneOutput<M, L>>::LastActivation>,
    {
        Compiled::new(self.model, self.optimizer, L::Is::default(), ())
    }

    /// The loss, which the training minimizes, with settings.
    #[must_use]
    pub fn loss_with<L>(self, loss: L) -> Compiled<M, O, L::Is>
    where
        Kind<M>: OneOutput<M, L>,
        L: LossAfter<<Kind<M> as OneOutput<M, L>>::LastActivation, Is = L>,
    {
        Compiled::new(self.model, self.optimizer, loss, ())
    }

    /// No losses yet: those of outputs by their names follow.
    #[doc(hidden)]
    #[must_use]
    pub fn losses(self) -> Compiled<M, O, Each<M, NoLoss>, Each<M, ()>> {
        let (losses, metrics) = (M::Output::all(NoLoss), M::Output::all(()));
        Compiled::new(self.model, self.optimizer, losses, metrics)
    }
}

impl<M: Model, O> fmt::Debug for Compile<M, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Compile<{}>", M::NAME)
    }
}
