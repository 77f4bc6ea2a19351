//! The options in a layer's parentheses: `Conv2D<1, 6, 5>(relu, padding = same, strides = 2)`.
//!
//! A word is a type, and so is `key = word`, `key = 2`, `key = true` and `key = CONSTANT`, so that
//! shapes and the contract with a loss can depend on them. Other values go to `new` and to setters,
//! and so do the values of `kernel_initializer = …`, `…_regularizer` and `…_constraint`.

use core::marker::PhantomData;

/// A layer's option as a type: `Dense<2, 3>(relu)` is `<Dense<2, 3> as With<relu>>::Is`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no option `{Option}`",
    label = "not an option of this layer"
)]
pub trait With<Option> {
    /// The layer with this option.
    type Is;
}

/// A word that is a layer, such as `glu`, and not an option of others.
pub trait AsLayer {
    /// The advice after the error's text.
    const HELP: &'static str;
}

/// `key = value` as a type: the number that [`key`] makes of the key's name, and a word, a [`Number`] or a
/// [`Flag`].
///
/// A key has no type of its own, so that one that a layer does not have is the macro's own error.
///
/// ```
/// use kerust::layers::options::{Key, Number, key};
///
/// // `dilation_rate = 2`, for `impl<const RATE: usize> With<dilation_rate<RATE>> for …`
/// #[allow(non_camel_case_types)]
/// type dilation_rate<const RATE: usize> = Key<{ key("dilation_rate") }, Number<RATE>>;
/// ```
#[derive(Debug)]
pub struct Key<const NAME: u64, Value: ?Sized>(PhantomData<Value>);

/// The whole number of `key = 2` and of `key = CONSTANT`.
#[derive(Debug)]
pub struct Number<const N: usize>;

/// The answer of `key = true`.
#[derive(Debug)]
pub struct Flag<const IS: bool>;

/// The hash of a key's name (FNV-1a of Fowler, Noll and Vo).
#[must_use]
pub const fn key(name: &str) -> u64 {
    let (bytes, mut hash) = (name.as_bytes(), 0xcbf2_9ce4_8422_2325_u64);
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
}

/// `activation = relu`: the same as the word alone.
#[allow(non_camel_case_types)]
pub type activation<Word> = Key<{ key("activation") }, Word>;

/// `padding = valid | same`
#[allow(non_camel_case_types)]
pub type padding<Word> = Key<{ key("padding") }, Word>;

/// `strides = 2`
#[allow(non_camel_case_types)]
pub type strides<const STEP: usize> = Key<{ key("strides") }, Number<STEP>>;

/// `keepdims = true`: axes that are pooled stay, with the size 1
#[allow(non_camel_case_types)]
pub type keepdims<const KEEP: bool> = Key<{ key("keepdims") }, Flag<KEEP>>;

/// `normalize = true`: what is summed is divided by its norm first
#[allow(non_camel_case_types)]
pub type normalize<const NORMALIZE: bool> = Key<{ key("normalize") }, Flag<NORMALIZE>>;

/// `padding = valid`: windows are within the input.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum valid {}

/// `padding = same`: zeros around the input, so that its size stays the same with stride 1. If their number
/// is odd, the additional one is at the end.
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

/// A stride as a type.
pub trait Strides: Send + Sync + 'static {
    /// The stride along both axes.
    const STEP: usize;
}

impl<const STEP: usize> Strides for Number<STEP> {
    const STEP: usize = STEP;
}

pub use crate::word::Ranks;
