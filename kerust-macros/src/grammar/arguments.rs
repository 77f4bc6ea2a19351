//! The arguments in the parentheses of a word, and the values after `=`.

use quote::ToTokens;
use syn::{Error, Expr, ExprCall, ExprLit, ExprPath, Ident, Lit, Path, Result};

use crate::diagnostics::print;
use crate::grammar::expressions::bare;

/// The arguments in the parentheses of a word.
pub struct Arguments<'a> {
    /// `0.01`
    pub values: Vec<&'a Expr>,
    /// `learning_rate = 0.001`
    pub settings: Vec<(&'a Ident, &'a Expr)>,
}

/// The arguments of a call.
///
/// # Errors
/// If a key is no name, or if it is given twice.
pub fn arguments(call: &ExprCall) -> Result<Arguments<'_>> {
    let (mut values, mut settings) = (Vec::new(), Vec::<(&Ident, &Expr)>::new());
    for argument in &call.args {
        let Expr::Assign(assign) = argument else {
            values.push(argument);
            continue;
        };
        let key = match &*assign.left {
            Expr::Path(ExprPath { path, .. }) => path.get_ident(),
            _ => None,
        };
        let Some(key) = key else {
            let text = "expected the name of a setting";
            return Err(Error::new_spanned(&assign.left, text));
        };
        if settings.iter().any(|(given, _)| *given == key) {
            return Err(twice(key));
        }
        settings.push((key, &assign.right));
    }
    Ok(Arguments { values, settings })
}

/// A word as the value of `key`.
pub fn word<'a>(value: &'a Expr, key: &str) -> Result<&'a Path> {
    let value = bare(value);
    if let Expr::Path(ExprPath {
        qself: None, path, ..
    }) = value
    {
        return Ok(path);
    }
    plain(value)?;
    let text = format!("`{key}` takes a word, not `{}`", print::tokens(value));
    Err(Error::new_spanned(value, text))
}

/// A check that a word is neither in quotes, as in Keras, nor a call.
///
/// # Errors
/// If it is.
pub fn plain(value: &Expr) -> Result<()> {
    let text = match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => format!("write `{}` without quotes", text.value()),
        Expr::Call(call) if call.args.is_empty() => {
            let name = print::tokens(&call.func);
            if name.starts_with(char::is_uppercase) {
                let word = print::in_small_letters(&name);
                format!("write `{word}`; a type of your own stands without `()`")
            } else {
                format!("write `{name}` without `()`")
            }
        }
        _ => return Ok(()),
    };
    Err(Error::new_spanned(value, text))
}

/// The error of a setting that is given twice.
pub fn twice(given: &impl ToTokens) -> Error {
    let text = format!("`{}` is given twice", print::tokens(given));
    Error::new_spanned(given, text)
}

/// The elements of `[a, b]` as the value of `key`.
pub fn list<'a>(value: &'a Expr, key: &str) -> Result<impl Iterator<Item = &'a Expr> + use<'a>> {
    let value = bare(value);
    if let Expr::Array(list) = value {
        return Ok(list.elems.iter());
    }
    let inner = match value {
        Expr::Paren(paren) => paren.expr.to_token_stream(),
        Expr::Tuple(tuple) => tuple.elems.to_token_stream(),
        Expr::Macro(call) => call.mac.tokens.clone(),
        value => value.to_token_stream(),
    };
    let shown = print::tokens(&inner).replace('"', "");
    let text = format!("`{key}` takes a list: write `[{}]`", shown.trim_end());
    Err(Error::new_spanned(value, text))
}
