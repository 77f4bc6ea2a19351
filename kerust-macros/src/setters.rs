//! The settings in the parentheses of a word, and the values after `=`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Error, Expr, ExprCall, ExprLit, ExprPath, Ident, Lit, Path, Result};

use crate::expressions::{bare, expression};
use crate::{print, word};

/// The settings whose value is a word, and so a type.
const WORDS: [&str; 1] = ["monitor"];

/// Settings of kerust's that are constants of the type, where their value is a named constant: `amsgrad = FLAG`. Of
/// a literal value the word itself tells (`checked.rs`). A name does not tell: `FLAG` could be an `f32`, which cannot be a
/// constant of a type, or a parameter of the surrounding function. Words of your own use `const { FLAG }`.
const CONSTANTS: [&str; 4] = ["amsgrad", "centered", "from_logits", "num_thresholds"];

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

/// The calls of setters of a word that does not list its settings.
pub fn calls(settings: &[(&Ident, &Expr)]) -> Result<TokenStream> {
    let setters = settings.iter();
    setters.map(|(key, value)| setter(key, value)).collect()
}

/// The call of a setter: `.beta_1(0.8)`, and `.amsgrad::<true>()` of a constant of the type.
pub fn setter(key: &Ident, value: &Expr) -> Result<TokenStream> {
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
    if matches!(bare(value), Expr::Const(_)) || CONSTANTS.iter().any(|name| key == name) {
        return Ok(constant(key, value));
    }
    if WORDS.iter().any(|word| key == word) {
        let word = word(value, &key.to_string())?;
        return Ok(quote_spanned!(last=> .#key::<#word>()));
    }
    let value = word::setting(value)?;
    Ok(quote_spanned!(last=> .#key(#value)))
}

/// The call of the setter of a constant of the type.
pub fn constant(key: &Ident, value: &Expr) -> TokenStream {
    let (_, last) = print::ends(value);
    let constant = match bare(value) {
        Expr::Lit(literal) => quote!(#literal),
        Expr::Const(constant) => constant.block.to_token_stream(),
        value => {
            let value = expression(value);
            quote!({ #value })
        }
    };
    quote_spanned!(last=> .#key::<#constant>())
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
