//! The items that the expansion of `model!` uses.

use core::fmt::{self, Formatter};

pub use crate::activations::Float;
pub use crate::constraints::Constraint;
pub use crate::gradients::Learner;
pub use crate::graph::{Graph, Planned, Spec, Step, count, first_operations, operations};
pub use crate::initializers::Initializer;
pub use crate::layers::options::{Flag, Key, Number, key};
pub use crate::layers::{
    FOLLOWS, Follows, Infer, Layer, LayerWeights, LayerWeightsMut, Node, Pass,
};
pub use crate::message::Text;
pub use crate::model::array_options::{NoWord, constraint, initializer, regularizer, takes};
pub use crate::model::bytes::fill_from;
pub use crate::model::checks::*;
pub use crate::model::clone::*;
pub use crate::model::editor::*;
pub use crate::model::fits::*;
pub use crate::model::layer_info::{first_vectors, layers};
pub use crate::model::node::Start;
pub use crate::model::trainable::{Frozen, Trained};
pub use crate::model::{
    Arena, AsModel, Blueprint, Element, LayerInfo, Model, Part, PartInfo, Submodel,
};
pub use crate::parallel::Split;
pub use crate::regularizers::Regularizer;
pub use crate::tensor::{
    At, Block, Dims, Image, Lift, Rank, Rows, Sequence, Shape, Tokens, Vector, Vector16,
};
pub use crate::word::{
    Ask, ByName0, ByName1, ByName2, ByNew0, ByNew1, ByNew2, How, Ignored, Makes, Of, Unlisted,
    Valued, given, is_constant, literal, nameless, setting,
};

use crate::activations::Activate;
use crate::layers::With;
use crate::layers::options::AsLayer;
use crate::model::ActivationInfo;

/// The layers of a model as types, by the number from 1 of their calls.
pub trait Nth<const NUMBER: usize> {
    /// The layer.
    type Layer;
}

/// The sizes of a model.
pub trait Sizes {
    /// The number of vectors of its weights.
    const VECTORS: usize;
    /// The number of its layers.
    const LAYERS: usize;
}

/// The vectors of one layer among those of a model.
#[must_use]
pub const fn part(vectors: &[Vector16], first: usize, end: usize) -> &[Vector16] {
    vectors.split_at(end).0.split_at(first).1
}

/// The vectors of one layer among those of a model, to be changed.
#[must_use]
pub const fn part_mut(vectors: &mut [Vector16], first: usize, end: usize) -> &mut [Vector16] {
    vectors.split_at_mut(end).0.split_at_mut(first).1
}

/// A single number for a setting that is a pair.
#[must_use]
pub const fn both(number: isize) -> (isize, isize) {
    (number, number)
}

/// Whether a check passed, as a type.
#[derive(Debug)]
pub struct Gate<const PASSED: bool>;

/// The layer `L` with option `O` behind a gate, and without it where the gate is shut.
pub trait Pick<L, O> {
    /// The layer.
    type Is;
}

#[cfg(rust_analyzer)]
impl<const PASSED: bool, L: With<O>, O> Pick<L, O> for Gate<PASSED> {
    type Is = L::Is;
}

#[cfg(not(rust_analyzer))]
impl<L: With<O>, O> Pick<L, O> for Gate<true> {
    type Is = L::Is;
}

#[cfg(not(rust_analyzer))]
impl<L, O> Pick<L, O> for Gate<false> {
    type Is = L;
}

/// The layer `L` behind a gate.
pub trait Only<L> {
    /// The layer.
    type Is;
}

#[cfg(rust_analyzer)]
impl<const PASSED: bool, L> Only<L> for Gate<PASSED> {
    type Is = L;
}

#[cfg(not(rust_analyzer))]
impl<L> Only<L> for Gate<true> {
    type Is = L;
}

#[cfg(not(rust_analyzer))]
impl<L> Only<L> for Gate<false> {
    type Is = L;
}

/// A check that passed, as a type. One that failed is none, nor is what it lets through: the compiler
/// then says nothing more of it.
pub trait Passed {
    /// The word, if the check passed.
    type Through<W>;
}

#[cfg(rust_analyzer)]
impl<const RANK: usize> Passed for Rank<RANK> {
    type Through<W> = W;
}

#[cfg(not(rust_analyzer))]
impl Passed for Rank<0> {
    /// The word, if the check passed.
    type Through<W> = W;
}

#[cfg(rust_analyzer)]
impl<T> Ask<T> {
    pub const HAS: bool = true;
    pub const HELP: &'static str = "";
    pub const IS_LAYER: bool = true;
    pub const OPTIONS: Option<&'static [&'static str]> = None;
    pub const FOLLOWS: Option<usize> = None;
}

#[cfg(not(rust_analyzer))]
impl<L: With<O>, O> Ask<(L, O)> {
    /// The layer has the option.
    pub const HAS: bool = true;
}

#[cfg(not(rust_analyzer))]
impl<O: AsLayer> Ask<O> {
    /// The advice for an option that is a layer.
    pub const HELP: &'static str = O::HELP;
}

#[cfg(not(rust_analyzer))]
impl<L: Follows> Ask<L> {
    /// The place of the size that follows.
    pub const FOLLOWS: Option<usize> = Some(L::PLACE);
}

#[cfg(not(rust_analyzer))]
impl<L: Element> Ask<L> {
    /// It is a layer, or a model.
    pub const IS_LAYER: bool = true;
    /// The keys that it has.
    pub const OPTIONS: Option<&'static [&'static str]> = L::OPTIONS;
}

/// The answer no.
pub trait No {
    /// The layer has not the option.
    const HAS: bool = false;
    /// None of its sizes follows.
    const FOLLOWS: Option<usize> = None;
    /// It is not a layer.
    const IS_LAYER: bool = false;
    /// Its keys are not known.
    const OPTIONS: Option<&'static [&'static str]> = None;
    /// Nothing is known to write in place of an option.
    const HELP: &'static str = "";
}

impl<T> No for Ask<T> {}

/// The number of vectors before each layer, and of all, from those of each layer after a 0.
#[must_use]
pub const fn sums<const COUNT: usize>(mut vectors: [usize; COUNT]) -> [usize; COUNT] {
    let mut layer = 1;
    while layer < COUNT {
        vectors[layer] += vectors[layer - 1];
        layer += 1;
    }
    vectors
}

/// The part of a model that the layer or the model `L` becomes, behind a gate.
pub trait OnlyPart<L> {
    /// The part.
    type Is;
}

#[cfg(rust_analyzer)]
impl<const PASSED: bool, L: Element> OnlyPart<L> for Gate<PASSED> {
    type Is = L::Part;
}

#[cfg(not(rust_analyzer))]
impl<L: Element> OnlyPart<L> for Gate<true> {
    type Is = L::Part;
}

#[cfg(not(rust_analyzer))]
impl<L> OnlyPart<L> for Gate<false> {
    type Is = L;
}

/// The number of layers of a part.
#[must_use]
pub const fn layers_of<P: Part>() -> usize {
    match P::LAYERS {
        None => 1,
        Some(layers) => layers.len(),
    }
}

/// A layer's activation as a value.
#[must_use]
pub const fn activation<A: Activate>() -> Option<ActivationInfo> {
    if A::IS_IDENTITY {
        return None;
    }
    Some(ActivationInfo {
        path: core::any::type_name::<A>,
        settings: A::SETTINGS,
    })
}

/// `Debug` of a model: its layers' names and texts.
///
/// # Errors
/// Those of the formatter.
pub fn debug(f: &mut Formatter<'_>, model: &str, layers: &[(&str, &str)]) -> fmt::Result {
    let mut model = f.debug_struct(model);
    for (name, text) in layers {
        model.field(name, &format_args!("{text}"));
    }
    model.finish()
}

/// The size that `models!` chooses.
#[inline(always)]
#[must_use]
pub const fn chosen(size: usize) -> usize {
    size
}
