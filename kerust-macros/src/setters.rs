//! What stands in the parentheses of a word, and after `=`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Error, Expr, ExprCall, ExprLit, ExprPath, Ident, Lit, Path, Result};

use crate::distance::distance;
use crate::expressions::{bare, expression};
use crate::literals::Checks;
use crate::{print, word};

/// Settings whose value is a word, and so a type.
const WORDS: [&str; 1] = ["monitor"];

/// Settings whose value is a constant of the type.
const CONSTANTS: [&str; 4] = ["amsgrad", "centered", "from_logits", "num_thresholds"];

/// What stands in the parentheses of a word.
pub struct Arguments<'a> {
    /// `0.01`
    pub values: Vec<&'a Expr>,
    /// `learning_rate = 0.001`
    pub settings: Vec<(&'a Ident, &'a Expr)>,
}

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

/// The calls of setters.
pub fn calls(settings: &[(&Ident, &Expr)], checks: &mut Checks) -> Result<TokenStream> {
    let setters = settings.iter();
    setters
        .map(|(key, value)| setter(key, value, checks))
        .collect()
}

fn setter(key: &Ident, value: &Expr, checks: &mut Checks) -> Result<TokenStream> {
    let (_, last) = print::ends(value);
    if key == "mode"
        && let Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) = bare(value)
    {
        let text = match text.value().as_str() {
            way @ ("min" | "max") => format!("write `mode = Direction::M{}`", &way[1..]),
            _ => "`mode` is `Direction::Min`, `Direction::Max`, or left out".into(),
        };
        return Err(Error::new_spanned(value, text));
    }
    if is_constant(&key.to_string(), value) {
        let constant = match bare(value) {
            Expr::Lit(literal) => quote!(#literal),
            value => {
                let value = expression(value);
                quote!({ #value })
            }
        };
        return Ok(quote_spanned!(last=> .#key::<#constant>()));
    }
    if WORDS.iter().any(|word| key == word) {
        let word = word(value, &key.to_string())?;
        return Ok(quote_spanned!(last=> .#key::<#word>()));
    }
    let value = word::setting(value, checks)?;
    Ok(quote_spanned!(last=> .#key(#value)))
}

/// Whether a setting is a constant of the type, or is meant to be one that is: the compiler finds the
/// right name only among calls of the same form.
fn is_constant(key: &str, value: &Expr) -> bool {
    let is_flag = matches!(
        bare(value),
        Expr::Lit(ExprLit {
            lit: Lit::Bool(_),
            ..
        })
    );
    CONSTANTS
        .iter()
        .any(|constant| *constant == key || (is_flag && distance(constant, key) <= 2))
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

/// # Errors
/// If a word is written as Keras writes it, in quotes, or as a call.
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

/// The error of what is given a second time.
pub fn twice(given: &impl ToTokens) -> Error {
    let text = format!("`{}` is given twice", print::tokens(given));
    Error::new_spanned(given, text)
}

/// The elements of `[a, b]` as the value of `key`.
pub fn list<'a>(value: &'a Expr, key: &str) -> Result<impl Iterator<Item = &'a Expr>> {
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
