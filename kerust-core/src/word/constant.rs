//! `amsgrad = true`: whether a setting is a constant of the type is for the word to say, and the macros do not know
//! it. They write both calls; the one that is not meant is on a value that takes every one.

/// The way in which a setting is given: as a constant of the type, `adam.amsgrad::<true>()`, or as a value,
/// `adam.beta_1(0.8)`.
#[derive(Debug)]
pub struct How<const IS_CONSTANT: bool>;

/// The word in the call that is not meant.
#[derive(Debug)]
pub struct Ignored;

impl How<false> {
    /// The word with a value.
    pub fn set<W, R>(
        word: W,
        by_value: impl FnOnce(W) -> R,
        _: impl FnOnce(Ignored) -> Ignored,
    ) -> R {
        by_value(word)
    }
}

impl How<true> {
    /// The word with a constant.
    pub fn set<W, R>(
        word: W,
        _: impl FnOnce(Ignored) -> Ignored,
        by_constant: impl FnOnce(W) -> R,
    ) -> R {
        by_constant(word)
    }
}
