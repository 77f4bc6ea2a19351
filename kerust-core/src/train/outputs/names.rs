//! The outputs of a model by their names.

use core::marker::PhantomData;

use super::{EntryAt, LossOf};
use crate::activations::{Activate, linear};
use crate::losses::{Loss, LossAfter, mse};
use crate::message::Text;
use crate::metrics::{AllOutputs, Direction, Monitor};
use crate::model::Model;
use crate::tensor::{At, One, Several, Shape, Structure, Unknown};

/// The name of an output, as a type that the macros make of the user's own token.
#[doc(hidden)]
pub trait OutputName: Send + Sync + 'static {
    /// The name.
    const NAME: &'static str;
    /// The [`Hash`] of it.
    type Hash;
}

/// The hash of a name: what [`key`](crate::layers::options::key) makes of it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Hash<const KEY: u64>;

/// Outputs of model `M` with one of the name `N`, whose [`Hash`] is `H`; `model!` says so for each name.
#[diagnostic::on_unimplemented(
    message = "`{M}` has no output `{N}`",
    label = "no output has this name",
    note = "outputs have their names at the end of the model: `(kind = …, price = …)`; a model with one output takes `loss = mse`, without a name"
)]
pub trait HasOutput<M, N, H> {
    /// Its number among the outputs.
    const INDEX: usize;
    /// Its place in lists with an entry for each output: [`At`].
    type Place;
    /// Its shape.
    type Shape: Shape;
    /// The activation that its loss depends on.
    type LastActivation: Activate;
}

/// A type that is used nowhere: with implementations for it the compiler waits until it knows a type, and then
/// has one error.
#[derive(Debug)]
pub struct Unused<const NUMBER: usize>;

macro_rules! unused_names {
    ($($number:literal)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<M, N, Out: Structure> HasOutput<M, N, Unused<$number>> for Out {
            const INDEX: usize = 0;
            type Place = At<0>;
            type Shape = Unknown;
            type LastActivation = linear;
        }
    )*};
}

unused_names! { 0 1 }

/// The place of output `N` of model `M`.
pub(crate) type Place<M, N> =
    <<M as Model>::Output as HasOutput<M, N, <N as OutputName>::Hash>>::Place;

/// The activation that the loss of output `N` of model `M` depends on.
pub(crate) type LastActivation<M, N> =
    <<M as Model>::Output as HasOutput<M, N, <N as OutputName>::Hash>>::LastActivation;

/// The kind of outputs of model `M` that is one, for what has the type `T`.
#[diagnostic::on_unimplemented(
    message = "`{M}` has several outputs",
    label = "for which output?",
    note = "write the names of outputs: `loss = (kind = …, price = …)`, `metrics = (kind = […], price = […])`, `class_weight = (kind = […])`"
)]
pub trait OneOutput<M, T: ?Sized> {
    /// The activation that a loss depends on.
    type LastActivation: Activate;
}

#[diagnostic::do_not_recommend]
impl<M: Model<Head: Activate>, T: ?Sized> OneOutput<M, T> for One {
    type LastActivation = M::Head;
}

/// The kind of losses of model `M` that is one, `L`, for what has the type `T`.
#[diagnostic::on_unimplemented(
    message = "`{M}` has several outputs",
    label = "for which output?",
    note = "write the names of outputs: `loss = (kind = …, price = …)`, `metrics = (kind = […], price = […])`, `class_weight = (kind = […])`"
)]
pub trait OneLoss<M, L, T> {
    /// The loss.
    type Loss: Loss;
    /// The activation that it goes with.
    type LastActivation: Activate;
}

#[diagnostic::do_not_recommend]
impl<M: Model<Head: Activate>, L: LossAfter<M::Head>, T> OneLoss<M, L, T> for One {
    type Loss = L;
    type LastActivation = L::Head;
}

macro_rules! unused_outputs {
    ($($number:literal)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<M, const COUNT: usize> OneOutput<M, Unused<$number>> for Several<COUNT> {
            type LastActivation = linear;
        }

        #[diagnostic::do_not_recommend]
        impl<M, L, const COUNT: usize> OneLoss<M, L, Unused<$number>> for Several<COUNT> {
            type Loss = mse;
            type LastActivation = linear;
        }
    )*};
}

unused_outputs! { 0 1 }

/// The value `Q` of the output `N`: what stands for `monitor = kind::val_accuracy`.
#[derive(Debug)]
pub struct OfOutput<N, Q>(PhantomData<fn() -> (N, Q)>);

impl<N: OutputName, Q: Monitor> OfOutput<N, Q> {
    const TEXT: &'static Text = &named(N::NAME, Q::NAME);
}

/// `kind_accuracy` and `val_kind_accuracy`.
const fn named(output: &str, value: &str) -> Text {
    if let [b'v', b'a', b'l', b'_', ..] = value.as_bytes() {
        let (val, value) = value.split_at(4);
        return Text::new(val).text(output).text("_").text(value);
    }
    Text::new(output).text("_").text(value)
}

impl<N: OutputName, Q: Monitor> Monitor for OfOutput<N, Q> {
    type Is = Self;
    const NAME: &'static str = Self::TEXT.as_str();
    const DIRECTION: Direction = Q::DIRECTION;
    type Word = Q::Word;
    type Output = OneOf<N>;
}

/// The output `N` of several.
#[derive(Debug)]
pub struct OneOf<N>(PhantomData<fn() -> N>);

/// The metrics of an output, or of all, among the metrics `Ms` of model `M` with the losses `L`.
pub trait MetricsOf<M, L, Ms> {
    /// The metrics.
    type Metrics;
}

impl<M, L, Ms> MetricsOf<M, L, Ms> for AllOutputs {
    type Metrics = Ms;
}

impl<N: OutputName, M: Model, L, Ms> MetricsOf<M, L, Ms> for OneOf<N>
where
    M::Output: HasOutput<M, N, N::Hash>,
    L: LossOf<N, Place<M, N>, LastActivation<M, N>>,
    Ms: EntryAt<Place<M, N>>,
{
    type Metrics = Ms::Entry;
}
