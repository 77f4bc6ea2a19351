//! `Adam(learning_rate = 0.001)`: a word with settings, as calls of `new` and of setters.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Error, Expr, ExprCall, ExprLit, ExprPath, Ident, Lit, Path, Result};

use crate::keywords::distance;
use crate::literals::Checks;
use crate::print;

/// Settings whose value is a word, and so a type.
const WORDS: [&str; 1] = ["monitor"];

/// Settings whose value is a constant of the type.
const CONSTANTS: [&str; 4] = ["amsgrad", "centered", "from_logits", "num_thresholds"];

/// The expression without the invisible brackets that a `macro_rules!` puts around it.
pub fn bare(value: &Expr) -> &Expr {
    match value {
        Expr::Group(group) => bare(&group.expr),
        value => value,
    }
}

/// The value of `Word`, `Word()` and `Word(value, key = value)`; any other expression as it is.
///
/// What is made up has the user's spans alone, so that an error underlines what was written.
pub fn build(value: &Expr, checks: &mut Checks) -> Result<TokenStream> {
    let value = bare(value);
    if let Some(path) = type_path(value) {
        let new = quote_spanned!(print::ends(path).1=> ::new());
        return Ok(quote!(#path #new));
    }
    match value {
        Expr::Call(call) => match type_path(&call.func) {
            Some(path) => {
                let (new, setters) = parts(path, call, checks)?;
                Ok(quote!(#new #setters))
            }
            None if has_settings(value) => Err(not_alone(value)),
            None => Ok(quote!(#value)),
        },
        value if has_settings(value) => Err(not_alone(value)),
        _ => Ok(quote!(#value)),
    }
}

/// Whether `key = value` stands in a call, in the expression or under its `&mut`.
fn has_settings(value: &Expr) -> bool {
    match bare(value) {
        Expr::Call(call) => call
            .args
            .iter()
            .any(|argument| matches!(argument, Expr::Assign(_)) || has_settings(argument)),
        Expr::Reference(reference) => has_settings(&reference.expr),
        Expr::Paren(paren) => has_settings(&paren.expr),
        _ => false,
    }
}

fn not_alone(value: &Expr) -> Error {
    Error::new_spanned(
        value,
        "settings stand in a word with a capital letter that stands alone, as in `EarlyStopping(patience = 3)`; elsewhere write `EarlyStopping::new().patience(3)`",
    )
}

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

/// The call of `new` of the word that `path` names, and those of setters.
pub fn parts(
    path: &Path,
    call: &ExprCall,
    checks: &mut Checks,
) -> Result<(TokenStream, TokenStream)> {
    let Arguments { values, settings } = arguments(call)?;
    for value in &values {
        if let Some(name) = monitored(value) {
            let text = format!("write `monitor = {name}`");
            return Err(Error::new_spanned(value, text));
        }
    }
    let mut setters = TokenStream::new();
    for (key, value) in settings {
        checks.add(key, value);
        setters.extend(setter(key, value, checks)?);
    }
    let mut values = Group::new(Delimiter::Parenthesis, quote!(#(#values,)*));
    values.set_span(call.paren_token.span.join());
    let new = quote_spanned!(print::ends(path).1=> ::new);
    Ok((quote!(#path #new #values), setters))
}

/// The name of a value without its key, if it is one that can only be monitored.
fn monitored(value: &Expr) -> Option<String> {
    let Expr::Path(path) = bare(value) else {
        return None;
    };
    let name = path.path.get_ident()?.to_string();
    (name == "loss" || name.starts_with("val_")).then_some(name)
}

fn setter(key: &Ident, value: &Expr, checks: &mut Checks) -> Result<TokenStream> {
    let (_, last) = print::ends(value);
    if is_constant(&key.to_string(), value) {
        let constant = match bare(value) {
            Expr::Lit(literal) => quote!(#literal),
            value => quote!({ #value }),
        };
        return Ok(quote_spanned!(last=> .#key::<#constant>()));
    }
    if WORDS.contains(&key.to_string().as_str()) {
        let word = word(value, &key.to_string())?;
        return Ok(quote_spanned!(last=> .#key::<#word>()));
    }
    let value = build(value, checks)?;
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
    let shown = print::tokens(&inner);
    let text = format!("`{key}` takes a list: write `[{}]`", shown.trim_end());
    Err(Error::new_spanned(value, text))
}

fn type_path(value: &Expr) -> Option<&Path> {
    match bare(value) {
        Expr::Path(ExprPath {
            qself: None, path, ..
        }) if is_type(path) => Some(path),
        _ => None,
    }
}

/// Whether a path names a type, as `Adam` and `SGD` do, and not a constant, as `MY_ADAM`, or a variant,
/// as `Direction::Max` and `Some`.
fn is_type(path: &Path) -> bool {
    let mut names = path
        .segments
        .iter()
        .rev()
        .map(|part| part.ident.to_string());
    names.next().is_some_and(|name| {
        let is_constant = name.contains('_') && !name.contains(char::is_lowercase);
        let is_variant = names
            .next()
            .is_some_and(|of| of.starts_with(char::is_uppercase));
        let is_option = ["Some", "None"].contains(&name.as_str());
        name.starts_with(char::is_uppercase) && !is_constant && !is_variant && !is_option
    })
}
