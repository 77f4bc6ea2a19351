//! `huber(delta = 2.0)`: losses and metrics, by themselves or with settings.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Error, Expr, ExprLit, ExprPath, Ident, Lit, Path, Result, parse_quote_spanned};

use crate::literals::Checks;
use crate::print;
use crate::setters::{arguments, bare, parts, word};

/// A word of a list: by itself, or with settings.
pub enum Chosen<'a> {
    /// `mse`
    Word(&'a Path),
    /// `huber(delta = 2.0)` as a value, `{ MINE }` as it is.
    Value(TokenStream),
}

/// A word with or without settings as the value of `key`.
pub fn chosen<'a>(value: &'a Expr, key: &str, checks: &mut Checks) -> Result<Chosen<'a>> {
    let value = bare(value);
    match value {
        Expr::Call(call) if !call.args.is_empty() => {
            if let Expr::Path(ExprPath {
                qself: None, path, ..
            }) = bare(&call.func)
            {
                let settings = arguments(call)?.settings;
                for (key, value) in &settings {
                    without_text(key, value)?;
                }
                let (first, last) = print::ends(call);
                // The word stands once, so that a misspelt one is one error.
                let alias: Path = parse_quote_spanned!(print::ends(path).1=> word_with_settings);
                let (mut new, setters) = parts(&alias, call, checks)?;
                let known = known(path, &settings, &mut new);
                // Behind a function, so that the compiler does not advise to leave a setter out.
                let identity = quote_spanned!(first=> ::core::convert::identity);
                let mut value = Group::new(
                    Delimiter::Parenthesis,
                    quote!({
                        #[allow(non_camel_case_types)]
                        type #alias = #path;
                        #known
                        #new #setters
                    }),
                );
                value.set_span(last);
                return Ok(Chosen::Value(quote!(#identity #value)));
            }
        }
        Expr::Block(_) => return Ok(Chosen::Value(quote!(#value))),
        _ => {}
    }
    Ok(Chosen::Word(word(value, key)?))
}

/// Checks that the word has these settings. Where it has not, `new` behind the checks has no type, and the
/// compiler says nothing of its setters.
fn known(path: &Path, settings: &[(&Ident, &Expr)], new: &mut TokenStream) -> TokenStream {
    let (shown, (_, end)) = (print::tokens(path), print::ends(path));
    let mut checks = TokenStream::new();
    for (number, (key, _)) in settings.iter().enumerate() {
        let (span, name) = (key.span(), key.to_string());
        let mut arguments = Group::new(
            Delimiter::Parenthesis,
            quote!(#shown, #name, __kerust::__private::Of::<word_with_settings>::SETTINGS),
        );
        arguments.set_span(span);
        let check = quote_spanned!(span=> __kerust::__private::setting #arguments);
        let setting = format_ident!("setting_{}", number + 1);
        checks.extend(quote! {
            #[allow(non_camel_case_types)]
            type #setting = __kerust::__private::Rank<{ #check }>;
        });
        *new = quote_spanned!(end=> __kerust::__private::behind::<#setting, _>(#new));
    }
    quote! {
        #[allow(unused_imports)]
        use __kerust::__private::Unlisted as _;
        #checks
    }
}

/// # Errors
/// If the setting of a loss or a metric is text: they are numbers and choices.
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
