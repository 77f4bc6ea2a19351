//! `Adam(learning_rate = 0.001)`: a word with settings, as calls of `new` and of setters.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Error, Expr, ExprCall, ExprPath, Ident, Path, Result};

use crate::diagnostics::print;
use crate::expand::checked_constructor::checked;
use crate::expand::setters::calls;
use crate::grammar::arguments::{Arguments, arguments};
use crate::grammar::expressions::{bare, expression, inside};
use crate::grammar::outputs::of_output;

/// Required settings of Keras' words that may be closures or references.
const OF_ANY_TYPE: [&str; 7] = [
    "schedule",
    "boundaries",
    "values",
    "filepath",
    "filename",
    "backup_dir",
    "log_dir",
];

/// The value of an optimizer or of a callback: `Word`, `Word()` and `Word(value, key = value)` become calls
/// of its constructor and setters; any other expression stays as it is.
///
/// Generated tokens have only the user's spans, so that an error underlines the user's tokens.
pub fn build(value: &Expr) -> Result<TokenStream> {
    let alone = match bare(value) {
        Expr::Call(call) if call.args.is_empty() => type_path(&call.func),
        value => type_path(value).filter(|path| is_word_alone(path)),
    };
    if let Some(path) = alone {
        let mut nothing = Group::new(Delimiter::Parenthesis, TokenStream::new());
        nothing.set_span(print::ends(value).1);
        let new = new(path, print::ends(path).1, 0);
        return Ok(quote!(#new #nothing));
    }
    setting(value)
}

/// The function `new` of a word for `count` values.
pub fn new(word: &impl ToTokens, end: Span, count: usize) -> TokenStream {
    let new = quote_spanned!(end=> ::new);
    if count > 2 {
        return quote!(#word #new);
    }
    // Imported only in this block, so that the user's expressions do not see it.
    let by_new = format_ident!("ByNew{count}");
    let by_new = quote!(use __kerust::#by_new as _;);
    let mut block = Group::new(
        Delimiter::Brace,
        quote!(#[allow(unused_imports)] #by_new #word #new),
    );
    block.set_span(end);
    // In parentheses, so that its call is no statement.
    let mut function = Group::new(Delimiter::Parenthesis, quote!(#block));
    function.set_span(end);
    quote!(#function)
}

/// The value of a setting: `Word(value, key = value)` becomes calls of its constructor and setters; any other
/// expression stays as it is.
pub fn setting(value: &Expr) -> Result<TokenStream> {
    let value = bare(value);
    if let Expr::Call(call) = value
        && let Some(path) = type_path(&call.func)
    {
        return if is_checked(path, call)? {
            checked(path, call)
        } else {
            as_written(path, call)
        };
    }
    if has_settings(value) {
        return Err(Error::new_spanned(value, NOT_ALONE));
    }
    Ok(expression(value))
}

const NOT_ALONE: &str = "settings stand in a word with a capital letter that stands alone, as in `EarlyStopping(patience = 3)`; elsewhere write `EarlyStopping::new().patience(3)`";

/// Whether the expression, or the one after its `&mut`, is a call with a `key = value`.
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

/// Whether the word's settings can be checked. For that its name must determine its type, which is not so if
/// the type has parameters that come from values: closures and references.
fn is_checked(path: &Path, call: &ExprCall) -> Result<bool> {
    let Arguments { values, settings } = arguments(call)?;
    if path.segments[0].ident == "Self"
        || path.segments.iter().any(|part| !part.arguments.is_none())
        || settings
            .iter()
            .any(|(key, _)| key.to_string().starts_with("on_"))
    {
        return Ok(false);
    }
    let value_tells = |value: &&Expr| has_its_type(value) || is_monitor(value);
    let setting_tells =
        |(key, value): &(&Ident, &Expr)| !is_one_of(key, &OF_ANY_TYPE) && has_its_type(value);
    Ok(!values.iter().any(value_tells) && !settings.iter().any(setting_tells))
}

fn is_one_of(key: &Ident, names: &[&str]) -> bool {
    names.iter().any(|name| key == name)
}

/// Whether a value may have a type of its own.
fn has_its_type(value: &Expr) -> bool {
    match bare(value) {
        Expr::Closure(_) | Expr::Reference(_) => true,
        Expr::Array(array) => array.elems.iter().any(has_its_type),
        Expr::Call(call) => call.args.iter().any(has_its_type),
        value => inside(value).is_some_and(has_its_type),
    }
}

/// The word as written, without checks of our own.
fn as_written(path: &Path, call: &ExprCall) -> Result<TokenStream> {
    let Arguments { values, settings } = arguments(call)?;
    let setters = calls(&settings)?;
    let end = print::ends(path).1;
    if let [others @ .., last] = &values[..]
        && is_monitor(last)
        && others.len() <= 1
    {
        // If it is no variable, that is the only error.
        let makes = format_ident!("makes_{}", values.len());
        let new = new(path, end, values.len());
        let makes = quote!(#last.#makes(#new, #(#others)*));
        return Ok(quote!({ use __kerust::Makes as _; #makes #setters }));
    }
    let by_name = !values.is_empty() && !settings.is_empty() && values.iter().all(outlives);
    let made = made(path, end, &values, by_name, call);
    if !by_name {
        return Ok(quote!(#made #setters));
    }
    Ok(quote!({
        #[allow(unused_imports)]
        use __kerust::{ByName1 as _, ByName2 as _};
        #made #setters
    }))
}

/// Whether a value may stand in a block, and away from `new`: `new` alone tells the type of a closure and of what
/// is borrowed, and what is borrowed from a value that is made here ends with the block.
fn outlives(value: &&Expr) -> bool {
    !matches!(bare(value), Expr::Closure(_) | Expr::Reference(_))
}

/// The word of values without their names; `by_name`, where others of its values without a default may follow by
/// their names.
pub fn made(
    word: &impl ToTokens,
    end: Span,
    values: &[&Expr],
    by_name: bool,
    call: &ExprCall,
) -> TokenStream {
    let count = values.len();
    let new = new(word, end, count);
    if count > 2 || !by_name {
        let values = parenthesized(values, call);
        return quote!(#new #values);
    }
    let by_name = format_ident!("by_name_{count}", span = end);
    let values = values.iter().map(|value| expression(value));
    quote_spanned!(end=> #word::#by_name(#new, #(#values),*))
}

fn parenthesized(values: &[&Expr], call: &ExprCall) -> Group {
    let values = values.iter().map(|value| expression(value));
    let mut values = Group::new(Delimiter::Parenthesis, quote!(#(#values,)*));
    values.set_span(call.paren_token.span.join());
    values
}

/// Whether a value without its key has the name of a monitored value.
fn is_monitor(value: &Expr) -> bool {
    let Expr::Path(path) = bare(value) else {
        return false;
    };
    path.path.get_ident().is_some_and(is_monitored)
}

/// Whether a name can only be monitored, and is never a loss or a metric.
pub fn is_monitored(name: &Ident) -> bool {
    name == "loss" || name.to_string().starts_with("val_")
}

fn type_path(value: &Expr) -> Option<&Path> {
    match bare(value) {
        Expr::Path(ExprPath {
            qself: None, path, ..
        }) if is_type(path) => Some(path),
        _ => None,
    }
}

/// Whether a path names a type, such as `Adam` and `SGD`, and not a constant, such as `MY_ADAM`, or a
/// variant, such as `Direction::Max` and `Some`.
pub fn is_type(path: &Path) -> bool {
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

/// Whether a path without parentheses names a type: `Adam` and the parameter `O`, but not `RATE`.
pub fn is_word_alone(path: &Path) -> bool {
    let name = path.segments.last().map(|last| last.ident.to_string());
    name.is_some_and(|name| name.len() == 1 || name.contains(char::is_lowercase))
}

/// The place of an error about a callback's monitored value: the name, or the callback's word.
pub fn monitor(callback: &Expr) -> Option<(Span, Span)> {
    let Expr::Call(call) = bare(callback) else {
        return type_path(callback).map(print::ends);
    };
    let path = type_path(&call.func)?;
    Some(monitored(call).map_or_else(|| print::ends(path), print::ends))
}

/// The value of `monitor = …`.
fn monitored(call: &ExprCall) -> Option<&Expr> {
    call.args.iter().find_map(|argument| match argument {
        Expr::Assign(assign) if print::tokens(&assign.left) == "monitor" => Some(&*assign.right),
        _ => None,
    })
}

/// The output whose value a callback monitors: `kind` in `monitor = kind::val_accuracy`.
pub fn monitored_output(callback: &Expr) -> Option<&Ident> {
    let Expr::Call(call) = bare(callback) else {
        return None;
    };
    let Expr::Path(value) = bare(monitored(call)?) else {
        return None;
    };
    Some(of_output(&value.path)?.0)
}
