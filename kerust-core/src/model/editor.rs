//! What an editor's analysis sees in place of what the compiler sees.
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
