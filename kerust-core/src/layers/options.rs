//! The options in a layer's parentheses: `Conv2D<1, 6, 5>(relu, padding = same, strides = 2)`.
//!
//! A word is a type, and so is `key = word`, `key = 2`, `key = true` and `key = CONSTANT`, so that
//! shapes and the contract with a loss can depend on them. Other values go to `new` and to setters,
//! and so do the values of `kernel_initializer = …`, `…_regularizer` and `…_constraint`.

use core::marker::PhantomData;
use core::ops::RangeInclusive;

/// A layer's option as a type: `Dense<2, 3>(relu)` is `<Dense<2, 3> as With<relu>>::Is`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no option `{Option}`",
    label = "not an option of this layer"
)]
pub trait With<Option> {
    /// The layer with this option.
    type Is;
}

/// A word that is a layer of its own, as `glu` is, and no option of others.
pub trait AsLayer {
    /// What to write instead, after the error's text.
    const HELP: &'static str;
}

macro_rules! keys {
    ($($(#[$doc:meta])* $key:ident)*) => {$(
        $(#[$doc])*
        #[allow(non_camel_case_types)]
        #[derive(Debug)]
        pub struct $key<Word: ?Sized>(PhantomData<Word>);
    )*};
}

keys! {
    /// `activation = relu`: the same as the word alone
    activation
    /// `padding = valid | same`
    padding
}

/// `strides = 2`
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct strides<const STEP: usize>;

/// `padding = valid`: a window stays inside of its input.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum valid {}

/// `padding = same`: zeros around the input, so that stride 1 keeps its size; where the zeros are
/// odd, the extra one is at the end.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum same {}

/// A word for `padding = …`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a padding",
    label = "not a padding",
    note = "write `padding = valid` or `padding = same`"
)]
pub trait Padding: Send + Sync + 'static {
    /// Whether zeros surround the input.
    const SAME: bool;
}

impl Padding for valid {
    const SAME: bool = false;
}

impl Padding for same {
    const SAME: bool = true;
}

/// A step of a window, as a type.
pub trait Strides: Send + Sync + 'static {
    /// The step along both axes.
    const STEP: usize;
}

impl<const STEP: usize> Strides for strides<STEP> {
    const STEP: usize = STEP;
}

/// A word for an initializer, a regularizer or a constraint that takes only arrays of some ranks, as
/// `identity` does: of any other array `model!` makes an error.
pub trait Ranks {
    /// How many axes an array may have.
    const RANKS: RangeInclusive<usize>;
}
