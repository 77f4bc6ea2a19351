//! `huber(delta = 2.0)`: losses and metrics, by themselves or with settings.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Error, Expr, ExprLit, ExprPath, Ident, Lit, Path, Result};

use crate::diagnostics::print;
use crate::expand::checked_constructor::checked;
use crate::expand::constructor::is_monitored;
use crate::grammar::arguments::{arguments, word};
use crate::grammar::expressions::{bare, expression};

/// A word of a list: by itself, or with settings.
pub enum Chosen<'a> {
    /// `mse`
    Word(&'a Path),
    /// `huber(delta = 2.0)`, or an expression of the user's: `{ mine }`, `config.loss`
    Value(TokenStream),
}

/// A word with or without settings as the value of `key`.
pub fn chosen<'a>(value: &'a Expr, key: &str) -> Result<Chosen<'a>> {
    let value = bare(value);
    if let Expr::Call(call) = value
        && let Expr::Path(ExprPath {
            qself: None, path, ..
        }) = bare(&call.func)
        && !is_new(path)
    {
        if call.args.is_empty() {
            return word(value, key).map(Chosen::Word);
        }
        for (key, value) in &arguments(call)?.settings {
            without_text(key, value)?;
        }
        let (first, last) = print::ends(call);
        // The argument of a function, so that the compiler does not advise to remove a setter.
        let identity = quote_spanned!(first=> ::core::convert::identity);
        let mut value = Group::new(Delimiter::Parenthesis, checked(path, call)?);
        value.set_span(last);
        return Ok(Chosen::Value(quote!(#identity #value)));
    }
    Ok(match value {
        Expr::Path(ExprPath {
            qself: None, path, ..
        }) if !is_value(path) => Chosen::Word(path),
        Expr::Lit(_) | Expr::Tuple(_) | Expr::Array(_) | Expr::Closure(_) | Expr::Assign(_) => {
            Chosen::Word(word(value, key)?)
        }
        value => Chosen::Value(expression(value)),
    })
}

/// Whether a path is a constant or a variable: words are types, unlike `HUBER`, and unlike `loss`, which can
/// only be monitored.
fn is_value(path: &Path) -> bool {
    if path.get_ident().is_some_and(is_monitored) {
        return true;
    }
    let name = path.segments.last().map(|last| last.ident.to_string());
    name.is_some_and(|name| name.len() > 1 && !name.contains(char::is_lowercase))
}

/// Whether a path is a word's constructor: `huber::new`.
fn is_new(path: &Path) -> bool {
    let last = path.segments.last().map(|last| last.ident.to_string());
    path.segments.len() > 1 && last.is_some_and(|last| ["new", "default"].contains(&last.as_str()))
}

/// A check that the setting of a loss or a metric is no text: settings are numbers and choices.
///
/// # Errors
/// If it is.
fn without_text(key: &Ident, value: &Expr) -> Result<()> {
    let value = bare(value);
    if !matches!(
        value,
        Expr::Lit(ExprLit {
            lit: Lit::Str(_),
            ..
        })
    ) {
        return Ok(());
    }
    let text =
        format!("`{key}` takes no text: write a number as `1.0`, a choice as `Reduction::Sum`");
    Err(Error::new_spanned(value, text))
}
