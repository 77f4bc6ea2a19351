//! The settings in the parentheses of a word, as calls of setters.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Error, Expr, ExprLit, Ident, Lit, Result};

use super::{constructor, output_names};
use crate::diagnostics::print;
use crate::grammar::arguments::word;
use crate::grammar::expressions::{bare, expression};
use crate::grammar::outputs::of_output;

/// The settings whose value is a word, and so a type.
const WORDS: [&str; 1] = ["monitor"];

/// Settings of kerust's that are constants of the type, where their value is a named constant: `amsgrad = FLAG`. Of
/// a literal value the word itself tells (`checked.rs`). A name does not tell: `FLAG` could be an `f32`, which cannot be a
/// constant of a type, or a parameter of the surrounding function. Words of your own use `const { FLAG }`.
pub const CONSTANTS: [&str; 4] = ["amsgrad", "centered", "from_logits", "num_thresholds"];

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
        let Some((output, value)) = of_output(word) else {
            return Ok(quote_spanned!(last=> .#key::<#word>()));
        };
        let output = output_names::of(output);
        return Ok(quote_spanned!(last=> .#key::<__kerust::OfOutput<#output, #value>>()));
    }
    let value = constructor::setting(value)?;
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
