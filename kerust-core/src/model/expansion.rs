//! The items that the expansion of `model!` uses.

use core::fmt::{self, Formatter};
use core::marker::PhantomData;

pub use crate::activations::{Activate, Float, linear};
pub use crate::constraints::Constraint;
pub use crate::gradients::Learner;
pub use crate::initializers::Initializer;
pub use crate::layers::{Batch, Definition, Fit, Geometry, Layer, Pass, WeightOptions, With};
pub use crate::memory::{Block, Lane, LayerWeights, LayerWeightsMut, Storage, lanes};
pub use crate::model::activity::{activity, add_activity_gradient, is_activity_regularized};
pub use crate::model::bytes::{fill_from, numbers};
pub use crate::model::checks::*;
pub use crate::model::clone::*;
pub use crate::model::given::{
    NoWord, Valued, constraint, initializer, is_constrained, is_regularized, regularizer, takes,
};
pub use crate::model::keep::{Keep, rows, rows_mut};
pub use crate::model::{AsModel, Begin, Blueprint, LayerInfo, Model};
pub use crate::regularizers::Regularizer;
pub use crate::shape::{Dims, Image, Lift, Rank, Row, Sequence, Shape, Unknown, Vector};
pub use crate::team::{Split, plan};
pub use crate::word::{
    ByName0, ByName1, ByName2, ByNew0, ByNew1, ByNew2, How, Ignored, Makes, Of, Passed, Unlisted,
    given, is_constant, literal, nameless, setting,
};

use crate::layers::options::AsLayer;
pub use crate::layers::options::{Flag, Key, Number, key};

/// The layers of a model as types, by their number from 1.
pub trait Nth<const NUMBER: usize> {
    /// The layer.
    type Layer;
}

/// How many lanes each layer takes, by its number from 1.
pub trait LanesOf<const NUMBER: usize> {
    /// The lanes.
    const LANES: usize;
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

/// Answers a question of the compiler without an error where the answer is no: a constant of its
/// own wins over a trait's.
#[derive(Debug)]
pub struct Ask<T>(PhantomData<T>);

impl<L: With<O>, O> Ask<(L, O)> {
    /// The layer has the option.
    pub const HAS: bool = true;
}

impl<O: AsLayer> Ask<O> {
    /// The advice for an option that is a layer.
    pub const HELP: &'static str = O::HELP;
}

impl<L: Definition> Ask<L> {
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

/// How many lanes lie before each layer, and in all, from those of each layer after a 0.
#[must_use]
pub const fn sums<const COUNT: usize>(mut lanes: [usize; COUNT]) -> [usize; COUNT] {
    let mut layer = 1;
    while layer < COUNT {
        lanes[layer] += lanes[layer - 1];
        layer += 1;
    }
    lanes
}

/// The pass of layer `number`.
#[inline(always)]
#[must_use]
pub fn pass_of<'a>(pass: &Pass<'a>, number: u32, split: Split) -> Pass<'a> {
    pass.layer(number).split(split)
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

/// The function of a model for its layers' steps, which needs a heap.
#[cfg(feature = "alloc")]
#[doc(hidden)]
#[macro_export]
macro_rules! __steps {
    ([$($layer:ty, $config:expr, $kind:literal, $index:literal;)*]) => {
        fn steps(layer: ::core::primitive::usize, step: &mut dyn ::core::ops::FnMut(&dyn ::core::fmt::Display)) {
            match layer {
                $($index => $crate::__private::steps::<$layer>(&$config, $kind, step),)*
                _ => {}
            }
        }
    };
}

#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __steps {
    ($($nothing:tt)*) => {};
}

pub use crate::__steps as steps_of;
#[cfg(feature = "alloc")]
pub use crate::model::architecture::steps;
