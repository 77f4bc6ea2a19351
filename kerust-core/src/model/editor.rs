//! The analysis of an editor, which sees less than the compiler.
//!
//! `cfg(rust_analyzer)` is set by rust-analyzer alone. A macro of this crate asks for it, because in the crate of a
//! user the compiler would warn of an unknown condition.

/// The tokens, for an editor's analysis only.
#[cfg(rust_analyzer)]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_editor {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// The tokens, for an editor's analysis only.
#[cfg(not(rust_analyzer))]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_editor {
    ($($tokens:tt)*) => {};
}

/// The tokens, for the compiler only.
#[cfg(rust_analyzer)]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_compiler {
    ($($tokens:tt)*) => {};
}

/// The tokens, for the compiler only.
#[cfg(not(rust_analyzer))]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_compiler {
    ($($tokens:tt)*) => { $($tokens)* };
}

pub use crate::{__for_compiler as for_compiler, __for_editor as for_editor};

/// A word whose setters an editor completes.
#[cfg(rust_analyzer)]
#[derive(Debug)]
pub struct Names<W, U>(core::marker::PhantomData<(W, U)>);

#[cfg(rust_analyzer)]
impl<W, U> core::ops::Deref for Names<W, U> {
    type Target = W;

    fn deref(&self) -> &W {
        loop {}
    }
}

/// The names of a word. With a type that is not known, a name that the word has not is no error.
#[cfg(rust_analyzer)]
pub fn word<W>() -> Names<W, unknown::Type> {
    Names(core::marker::PhantomData)
}

/// A value of a type that is not known, which fits everywhere.
#[cfg(rust_analyzer)]
pub fn unknown() -> unknown::Type {
    loop {}
}

/// A value of a graph.
#[cfg(rust_analyzer)]
#[derive(Debug)]
pub struct Value;

/// The number, from 1, of the last call before the output `value` whose layer a loss does not look through, from whether
/// it looks through each call and the value that the call takes first.
#[cfg(rust_analyzer)]
pub const fn head_of_calls(calls: &[(bool, usize)], mut value: usize, inputs: usize) -> usize {
    loop {
        let call = value - inputs;
        let (looks_through, takes) = calls[call];
        if !looks_through || takes < inputs {
            return call + 1;
        }
        value = takes;
    }
}
