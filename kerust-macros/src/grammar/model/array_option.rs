//! `kernel_initializer = random_normal(stddev = 0.1)`: an option of an array of weights, or of the outputs.

use syn::{Error, Expr, ExprBlock, ExprCall, ExprPath, Ident, Path, Result};

use super::paths::is_constant;
use crate::diagnostics::distance::distance;
use crate::diagnostics::print;
use crate::grammar::{arguments, expressions};

/// The endings of keys that take such a word, and so the kinds of words.
const KINDS: [&str; 3] = ["initializer", "regularizer", "constraint"];

/// The value of a key with one of these endings.
pub enum ArrayOption {
    /// `he_normal`, `l2(0.01)`
    Word(Path, Option<ExprCall>),
    /// `MY_INITIALIZER`, `{ my_initializer() }`
    Value(Expr),
}

/// The kind of words that `key` takes, and the array that they are for: `kernel` of
/// `kernel_initializer`.
pub fn kind(key: &Ident) -> Option<(&'static str, String)> {
    let key = key.to_string();
    let (array, ending) = key.rsplit_once('_')?;
    let kind = KINDS.into_iter().find(|kind| *kind == ending)?;
    Some((kind, array.to_owned()))
}

/// Whether `key` takes such a word.
///
/// # Errors
/// If it nearly does.
pub fn takes(key: &Ident) -> Result<bool> {
    let text = key.to_string();
    let Some((array, ending)) = text.rsplit_once('_') else {
        return Ok(false);
    };
    if KINDS.contains(&ending) {
        return Ok(true);
    }
    match KINDS.iter().find(|kind| distance(kind, ending) <= 2) {
        Some(kind) => Err(Error::new_spanned(key, format!("write `{array}_{kind}`"))),
        None => Ok(false),
    }
}

impl ArrayOption {
    /// # Errors
    /// If it is no word and no constant, or if its settings cannot be read.
    pub fn new(key: &Ident, value: &Expr) -> Result<Self> {
        let value = expressions::bare(value);
        match value {
            Expr::Path(ExprPath { path, .. }) if is_constant(path) => {
                Ok(ArrayOption::Value(value.clone()))
            }
            Expr::Block(ExprBlock { .. }) => Ok(ArrayOption::Value(value.clone())),
            Expr::Call(call) => {
                let arguments = arguments::arguments(call)?;
                let settings = arguments.settings.iter().map(|(_, value)| *value);
                for value in arguments.values.iter().copied().chain(settings) {
                    arguments::plain(value)?;
                }
                let word = arguments::word(&call.func, &key.to_string())?;
                Ok(ArrayOption::Word(word.clone(), Some(call.clone())))
            }
            value => {
                let word = arguments::word(value, &key.to_string())?;
                Ok(ArrayOption::Word(word.clone(), None))
            }
        }
    }

    /// As it is written.
    pub fn text(&self) -> String {
        match self {
            ArrayOption::Word(_, Some(call)) => print::tokens(call),
            ArrayOption::Word(word, None) => print::tokens(word),
            ArrayOption::Value(value) => print::tokens(value),
        }
    }
}
