//! `Adam(learning_rate = 0.001)`: a word with settings, as calls of `new` and of setters.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Error, Expr, ExprPath, Path, Result};

use crate::print;

/// Settings whose value is a word, and so a type.
const WORDS: [&str; 1] = ["monitor"];

/// The value of `Word`, `Word()` and `Word(value, key = value)`; any other expression as it is.
pub fn build(value: &Expr) -> Result<TokenStream> {
    match value {
        Expr::Path(ExprPath {
            qself: None, path, ..
        }) if is_type(path) => {
            let (_, last) = print::ends(path);
            let new = quote_spanned!(last=> ::new());
            Ok(quote!(#path #new))
        }
        Expr::Call(call) => match &*call.func {
            Expr::Path(ExprPath {
                qself: None, path, ..
            }) if is_type(path) => {
                // Spans of the user alone, so that an error underlines what was written.
                let (_, last) = print::ends(path);
                let mut values = TokenStream::new();
                let mut setters = TokenStream::new();
                for argument in &call.args {
                    match argument {
                        Expr::Assign(assign) => setters.extend(setter(assign)?),
                        value => values.extend(quote!(#value,)),
                    }
                }
                let new = quote_spanned!(last=> ::new(#values));
                Ok(quote!(#path #new #setters))
            }
            _ => Ok(quote!(#value)),
        },
        _ => Ok(quote!(#value)),
    }
}

fn setter(assign: &syn::ExprAssign) -> Result<TokenStream> {
    let Expr::Path(ExprPath { path, .. }) = &*assign.left else {
        return Err(Error::new_spanned(
            &assign.left,
            "expected the name of a setting",
        ));
    };
    let Some(key) = path.get_ident() else {
        return Err(Error::new_spanned(path, "expected the name of a setting"));
    };
    let value = &assign.right;
    if WORDS.contains(&key.to_string().as_str()) {
        let word = word(value, &key.to_string())?;
        return Ok(quote_spanned!(print::ends(word).1=> .#key::<#word>()));
    }
    Ok(quote_spanned!(print::ends(value).1=> .#key(#value)))
}

/// A word as the value of `key`.
pub fn word<'a>(value: &'a Expr, key: &str) -> Result<&'a Path> {
    match value {
        Expr::Path(ExprPath {
            qself: None, path, ..
        }) => Ok(path),
        Expr::Lit(literal) => Err(Error::new_spanned(
            value,
            match &literal.lit {
                syn::Lit::Str(text) => format!("write `{}` without quotes", text.value()),
                _ => format!("`{key}` takes a word"),
            },
        )),
        _ => Err(Error::new_spanned(
            value,
            format!("`{key}` takes a word, not `{}`", print::tokens(value)),
        )),
    }
}

/// Whether a path names a type, as `Adam` and `SGD` do, and not a constant, as `MY_ADAM`.
fn is_type(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        let is_constant = name.contains('_') && !name.contains(char::is_lowercase);
        name.starts_with(char::is_uppercase) && !is_constant
    })
}
