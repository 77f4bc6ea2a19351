//! What the expansion of `model!` is made of.
//!
//! Each check is a constant function with `track_caller` that panics with a finished text; called
//! in a type's constant at the user's token, it is one compile error there.

use core::marker::PhantomData;

pub use crate::activations::{Activate, Float, linear};
pub use crate::constraints::Constraint;
pub use crate::contract::literal;
pub use crate::gradients::Learner;
pub use crate::initializers::Initializer;
pub use crate::layers::{Batch, Definition, Fit, Geometry, Layer, Pass, WeightOptions, With};
pub use crate::memory::{Block, Lane, LayerWeights, LayerWeightsMut, Storage, lanes};
pub use crate::model::activity::{activity, add_activity_gradient};
pub use crate::model::bytes::{fill_from, numbers};
pub use crate::model::given::{
    NoWord, Valued, constraint, initializer, is_constrained, is_regularized, regularizer, takes,
};
pub use crate::model::keep::Keep;
pub use crate::model::{Begin, Blueprint, LayerInfo, Model};
pub use crate::regularizers::Regularizer;
pub use crate::shape::{Dims, Lift, Rank, Row, Shape, Unknown};
pub use crate::team::{Split, plan};
pub use crate::word::{
    ByName0, ByName1, ByName2, Makes, Of, Passed, Unlisted, given, nameless, setting,
};

use crate::layers::options::AsLayer;
use crate::message::Text;

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
    /// What to write in place of an option that is a layer.
    pub const HELP: &'static str = O::HELP;
}

impl<L: Definition> Ask<L> {
    /// It is a layer.
    pub const IS_LAYER: bool = true;
}

/// The answer no.
pub trait No {
    /// The layer has not the option.
    const HAS: bool = false;
    /// It is not a layer.
    const IS_LAYER: bool = false;
    /// Nothing is known to write in place of an option.
    const HELP: &'static str = "";
}

impl<T> No for Ask<T> {}

/// Whether a layer has an option.
///
/// # Panics
/// With the error's text, if it has not.
#[track_caller]
#[must_use]
pub const fn option(layer: &str, option: &str, help: &str, has: bool) -> bool {
    if !has {
        let text = Text::new("`").text(layer).text("` has no option `");
        panic!("{}", text.text(option).text("`").text(help).as_str());
    }
    true
}

/// Whether a type is a layer.
///
/// # Panics
/// With the error's text, if it is not.
#[track_caller]
#[must_use]
pub const fn layer(name: &str, is_layer: bool) -> bool {
    if !is_layer {
        let text = Text::new("`").text(name).text("` is not a layer");
        if name.as_bytes()[0].is_ascii_lowercase() {
            let text = text.text("\nhelp: an activation is an option, as in `Dense<8, 3>(");
            let text = text
                .text(name)
                .text(")`, or the layer `Activation(")
                .text(name);
            panic!("{}", text.text(")`").as_str());
        }
        let text = text.text("\nhelp: a layer implements `Definition`, `Geometry` and `Layer`");
        panic!("{}", text.text(", or `FixedShapes` and `Layer`").as_str());
    }
    true
}

/// That the settings of a layer are right: the constant that holds them could be made.
#[must_use]
pub const fn settled<L>(_: &L) -> bool {
    true
}

/// The rank of a model's input, which its first layer fixes.
///
/// # Panics
/// With the error's text, if it does not.
#[track_caller]
#[must_use]
pub const fn input(first: &str, input: Dims) -> usize {
    if input.is_unknown() {
        let text = Text::new("layer 1 `").text(first);
        let text = text.text("` does not say how large its input is");
        let text = text.text("\nhelp: put the input's shape first, for example `Image<28, 28, 1>`");
        panic!("{}", text.as_str());
    }
    if input.is_empty() {
        let text = layer_text(1, first).text(" takes 0 inputs\nhelp: write 1 or more");
        panic!("{}", text.as_str());
    }
    input.rank
}

/// The rank of a model's input for the checks of its layers: unknown, if it has no numbers, so that
/// they have no second error.
#[must_use]
pub const fn recovered_input(input: Dims) -> usize {
    if input.is_empty() { 0 } else { input.rank }
}

/// The rank of a model's input, as it is written before the layers.
///
/// # Panics
/// With the error's text, if it has no numbers.
#[track_caller]
#[must_use]
pub const fn written_input(shape: &str, input: Dims) -> usize {
    if input.is_empty() {
        let text = Text::new("the model's input `").text(shape);
        panic!(
            "{}",
            text.text("` is empty\nhelp: write sizes of 1 or more")
                .as_str()
        );
    }
    input.rank
}

/// The rank of a layer's output, if its input fits.
///
/// # Panics
/// With the error's text, if it does not.
#[track_caller]
#[must_use]
pub const fn fits(number: usize, layer: &str, before: &str, fit: &Fit) -> usize {
    match fit {
        Fit::Ok(out) => out.rank,
        Fit::Bad {
            expects,
            gives,
            help,
            ..
        } => {
            let mut text = layer_text(number, layer).text(" expects ");
            text = text.text(expects.as_str()).text(", but ");
            text = if number == 1 {
                text.text("the model's input")
            } else {
                let text = text.text("layer ").number(number - 1).text(" `");
                text.text(before).text("`")
            };
            text = text.text(match (number, gives.as_str().as_bytes()) {
                (1, [b'`', ..]) => " is ",
                (1, _) => " has ",
                _ => " gives ",
            });
            text = text.text(gives.as_str());
            panic!("{}", with_help(text, help).as_str());
        }
        Fit::Invalid { problem, help, .. } => {
            let text = layer_text(number, layer).text(" ").text(problem.as_str());
            panic!("{}", with_help(text, help).as_str());
        }
    }
}

/// ``layer 2 `Dense<100, 10>` ``
const fn layer_text(number: usize, layer: &str) -> Text {
    let text = Text::new("layer ").number(number).text(" `");
    text.text(layer).text("`")
}

const fn with_help(text: Text, help: &Text) -> Text {
    if help.is_empty() {
        return text;
    }
    text.text("\nhelp: ").text(help.as_str())
}

/// `rank`, once the types before it are without an error; with one, this is an error that the
/// compiler does not report again.
#[must_use]
pub const fn after<Check, Before>(rank: usize) -> usize {
    rank
}

/// The number, from 1, of the last layer that a loss does not look through.
#[must_use]
pub const fn head(look_through: &[bool]) -> usize {
    let mut number = look_through.len();
    while number > 1 && look_through[number - 1] {
        number -= 1;
    }
    number
}

/// `Clone` for a model in a box, without a way over the stack.
#[cfg(feature = "alloc")]
#[doc(hidden)]
#[macro_export]
macro_rules! __clone_in_box {
    ($model:ident) => {
        impl ::core::clone::Clone for $crate::__private::Box<$model> {
            fn clone(&self) -> Self {
                $crate::__private::clone_in_box(self)
            }
        }
    };
}

#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __clone_in_box {
    ($model:ident) => {};
}

pub use crate::__clone_in_box as clone_impl;
#[cfg(feature = "alloc")]
pub use alloc::boxed::Box;

/// A copy of a model.
#[cfg(feature = "alloc")]
#[must_use]
pub fn clone_in_box<M: Model>(model: &M) -> Box<M> {
    let mut copy = crate::memory::zeroed::<M>();
    copy.copy_from(model);
    copy
}
