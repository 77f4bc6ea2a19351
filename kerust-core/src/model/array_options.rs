//! The checks of what `kernel_initializer = …`, `…_regularizer` and `…_constraint` are given.

use core::ops::RangeInclusive;

use crate::constraints::{Axes, Constraint};
use crate::graph::Weight;
use crate::initializers::Initializer;

use crate::message::Text;
use crate::regularizers::Regularizer;
use crate::tensor::Dims;
use crate::word::{Ask, Ranks, equal};

impl<T: Initializer> Ask<T> {
    /// It is an initializer.
    pub const IS_INITIALIZER: bool = true;
}

impl<T: Regularizer> Ask<T> {
    /// It is a regularizer.
    pub const IS_REGULARIZER: bool = true;
}

impl<T: Constraint> Ask<T> {
    /// It is a constraint.
    pub const IS_CONSTRAINT: bool = true;
}

impl<T: Ranks> Ask<T> {
    /// The numbers of axes that an array may have.
    pub const RANKS: RangeInclusive<usize> = T::RANKS;
}

/// The answers where nothing is known.
pub trait NoWord {
    /// It is no initializer.
    const IS_INITIALIZER: bool = false;
    /// It is no regularizer.
    const IS_REGULARIZER: bool = false;
    /// It is no constraint.
    const IS_CONSTRAINT: bool = false;
    /// Any rank.
    const RANKS: RangeInclusive<usize> = 0..=usize::MAX;
    /// No axes.
    const AXES: Axes = Axes::NONE;
}

impl<T> NoWord for Ask<T> {}

/// Whether a word is an initializer.
///
/// # Panics
/// With the error's text, if it is not.
#[track_caller]
#[must_use]
pub const fn initializer(word: &str, is_one: bool) -> bool {
    let others = "`glorot_uniform`, `he_normal`, `random_normal(stddev = 0.1)`, `zeros` and others";
    kind(word, "an initializer", "initializers", others, is_one)
}

/// Whether a word is a regularizer.
///
/// # Panics
/// With the error's text, if it is not.
#[track_caller]
#[must_use]
pub const fn regularizer(word: &str, is_one: bool) -> bool {
    let others = "`l1(0.01)`, `l2(0.01)`, `l1_l2(l1 = 0.01, l2 = 0.01)`, `orthogonal_regularizer`";
    kind(word, "a regularizer", "regularizers", others, is_one)
}

/// Whether a word is a constraint.
///
/// # Panics
/// With the error's text, if it is not.
#[track_caller]
#[must_use]
pub const fn constraint(word: &str, is_one: bool) -> bool {
    let others = "`max_norm(2.0)`, `min_max_norm`, `non_neg`, `unit_norm`";
    kind(word, "a constraint", "constraints", others, is_one)
}

#[track_caller]
const fn kind(word: &str, one: &str, many: &str, others: &str, is_one: bool) -> bool {
    if !is_one {
        let text = Text::new("`").text(word).text("` is not ").text(one);
        let text = text.text("\nhelp: ").text(many).text(" are ").text(others);
        panic!("{}", text.as_str());
    }
    true
}

/// Checks that a word takes arrays like that of a layer that it is given for.
///
/// # Panics
/// With the error's text, if it does not.
#[track_caller]
pub const fn takes(
    word: &str,
    layer: &str,
    array: &str,
    weights: &[Weight],
    output: Dims,
    ranks: &RangeInclusive<usize>,
    axes: Axes,
) {
    let Some(rank) = rank_of(array, weights, output) else {
        return;
    };
    let of_layer = if equal(array, "activity") {
        Text::new("a batch of outputs of `").text(layer)
    } else {
        Text::new("`").text(array).text("` of `").text(layer)
    };
    let has = of_layer.text("` has ");
    let (least, most) = (*ranks.start(), *ranks.end());
    if rank < least || rank > most {
        let text = Text::new("`").text(word).text("` is for arrays of ");
        let text = text.number(least);
        let text = text.text(if least == most {
            " axes"
        } else {
            " axes or more"
        });
        panic!(
            "{}",
            text.text(", but ").text(has.number(rank).as_str()).as_str()
        );
    }
    if let Some(axis) = axes.outside(rank) {
        let text = has
            .number(rank)
            .text(if rank == 1 { " axis" } else { " axes" });
        let text = text.text(", and no axis ");
        let text = text.text(if axis < 0 { "-" } else { "" });
        let text = text.number(axis.unsigned_abs());
        panic!("{}", text.text("\nhelp: axes are counted from 0").as_str());
    }
}

/// The number of axes of an array, or of the outputs of a batch. An array of another name is nothing that
/// could be looked at.
const fn rank_of(array: &str, weights: &[Weight], output: Dims) -> Option<usize> {
    if equal(array, "activity") {
        return if output.is_unknown() {
            None
        } else {
            Some(output.rank + 1)
        };
    }
    let mut i = 0;
    while i < weights.len() {
        if equal(weights[i].name, array) {
            return Some(weights[i].shape().len());
        }
        i += 1;
    }
    None
}
