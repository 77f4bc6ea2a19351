//! The outputs of a model by their names.

use core::marker::PhantomData;

use crate::activations::Activate;
use crate::message::Text;
use crate::metrics::{AllOutputs, Direction, MeasuredBy, MeasuredWith, Monitor};
use crate::model::{Model, NamedOutput};
use crate::tensor::{Shape, Structure};
use crate::train::entries::EntryAt;

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

/// Outputs of model `M` with one of the name `N`.
#[diagnostic::on_unimplemented(
    message = "`{M}` has no output `{N}`",
    label = "no output has this name",
    note = "outputs have their names at the end of the model: `(kind = …, price = …)`; a model with one output takes `loss = mse`, without a name"
)]
pub trait HasOutput<M, N> {
    /// Its number among the outputs.
    const INDEX: usize;
    /// Its place in lists with an entry for each output.
    type Place;
    /// Its shape.
    type Shape: Shape;
    /// The activation that its loss depends on.
    type LastActivation: Activate;
}

#[diagnostic::do_not_recommend]
impl<Out: OutputOfHash<M, N::Hash>, M, N: OutputName> HasOutput<M, N> for Out {
    const INDEX: usize = Out::INDEX;
    type Place = Out::Place;
    type Shape = Out::Shape;
    type LastActivation = Out::LastActivation;
}

/// [`HasOutput`], by the hash of the name.
pub trait OutputOfHash<M, H> {
    /// Its number among the outputs.
    const INDEX: usize;
    /// Its place in lists with an entry for each output.
    type Place;
    /// Its shape.
    type Shape: Shape;
    /// The activation that its loss depends on.
    type LastActivation: Activate;
}

#[diagnostic::do_not_recommend]
impl<const KEY: u64, Out: Structure, M: NamedOutput<KEY>> OutputOfHash<M, Hash<KEY>> for Out {
    const INDEX: usize = M::INDEX;
    type Place = Out::Place<M::At>;
    type Shape = M::Shape;
    type LastActivation = <M as NamedOutput<KEY>>::Head;
}

/// The only output of model `M`.
#[diagnostic::on_unimplemented(
    message = "`{M}` has several outputs",
    label = "for which output?",
    note = "write the names of outputs: `loss = (kind = …, price = …)`, `metrics = (kind = […], price = […])`, `class_weight = (kind = […])`"
)]
pub trait OneOutput<M>: Shape {
    /// The activation that a loss depends on.
    type LastActivation: Activate;
}

#[diagnostic::do_not_recommend]
impl<M: Model<Output = Out, Head: Activate>, Out: Shape> OneOutput<M> for Out {
    type LastActivation = M::Head;
}

/// The place of output `N` of model `M`.
pub(crate) type Place<M, N> = <<M as Model>::Output as HasOutput<M, N>>::Place;

/// The activation that the loss of output `N` of model `M` depends on.
pub(crate) type LastActivation<M, N> = <<M as Model>::Output as HasOutput<M, N>>::LastActivation;

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
}

impl<N, Q: MeasuredWith<V>, V> MeasuredWith<V> for OfOutput<N, Q> {}

impl<M, L, Ms, N, Q, At> MeasuredBy<Ms, At, AllOutputs<M, L>> for OfOutput<N, Q>
where
    M: Model<Output: HasOutput<M, N>>,
    L: EntryAt<Place<M, N>>,
    Ms: EntryAt<Place<M, N>>,
    Q: MeasuredBy<Ms::Entry, At, L::Entry>,
{
}
