//! The items that the expansion of `model!` uses.

use core::fmt::{self, Formatter};

pub use crate::activations::Float;
pub use crate::constraints::Constraint;
pub use crate::gradients::Learner;
pub use crate::graph::{Graph, Planned, Spec, Step, operations, output_of, vectors};
pub use crate::initializers::Initializer;
pub use crate::layers::options::{Flag, Key, Number, key};
pub use crate::layers::{Infer, Layer, LayerWeights, LayerWeightsMut, Node, Pass};
pub use crate::model::array_options::{NoWord, constraint, initializer, regularizer, takes};
pub use crate::model::bytes::{fill_from, numbers};
pub use crate::model::checks::*;
pub use crate::model::clone::*;
pub use crate::model::node::{Start, backward, forward};
pub use crate::model::{Arena, AsModel, Blueprint, LayerInfo, Model, NamedOutput};
pub use crate::regularizers::Regularizer;
pub use crate::tensor::{
    At, Block, Dims, Image, Lift, Rank, Rows, Sequence, Shape, Vector, Vector16,
};
pub use crate::word::{
    Ask, ByName0, ByName1, ByName2, ByNew0, ByNew1, ByNew2, How, Ignored, Makes, Of, Unlisted,
    Valued, given, is_constant, literal, nameless, setting,
};

use crate::activations::Activate;
use crate::graph::Ending;
use crate::layers::With;
use crate::layers::options::AsLayer;
use crate::model::ActivationInfo;

/// The layers of a model as types, by their number from 1.
pub trait Nth<const NUMBER: usize> {
    /// The layer.
    type Layer;
}

/// The number of vectors of each layer, by its number from 1.
pub trait VectorsOf<const NUMBER: usize> {
    /// The vectors.
    const VECTORS: usize;
}

/// Whether a check passed, as a type.
#[derive(Debug)]
pub struct Gate<const PASSED: bool>;

/// The layer `L` with option `O` behind a gate, and without it where the gate is shut.
pub trait Pick<L, O> {
    /// The layer.
    type Is;
}

impl<L: With<O>, O> Pick<L, O> for Gate<true> {
    type Is = L::Is;
}

impl<L, O> Pick<L, O> for Gate<false> {
    type Is = L;
}

/// The layer `L` behind a gate.
pub trait Only<L> {
    /// The layer.
    type Is;
}

impl<L> Only<L> for Gate<true> {
    type Is = L;
}

impl<L> Only<L> for Gate<false> {
    type Is = L;
}

/// A check that passed, as a type. One that failed is none, nor is what it lets through: the compiler
/// then says nothing more of it.
pub trait Passed {
    /// The word, if the check passed.
    type Through<W>;
}

impl Passed for Rank<0> {
    /// The word, if the check passed.
    type Through<W> = W;
}

impl<L: With<O>, O> Ask<(L, O)> {
    /// The layer has the option.
    pub const HAS: bool = true;
}

impl<O: AsLayer> Ask<O> {
    /// The advice for an option that is a layer.
    pub const HELP: &'static str = O::HELP;
}

impl<L: Layer> Ask<L> {
    /// It is a layer.
    pub const IS_LAYER: bool = true;
    /// The keys that it has.
    pub const OPTIONS: Option<&'static [&'static str]> = L::OPTIONS;
}

/// The answer no.
pub trait No {
    /// The layer has not the option.
    const HAS: bool = false;
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

/// A layer's activation as the graph sees it.
#[must_use]
pub const fn ending<A: Activate>() -> Ending {
    Ending {
        is_identity: A::IS_IDENTITY,
        is_elementwise: A::ELEMENTWISE,
        reads_input: A::KEEPS_INPUT,
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
