//! The common grammar of `fit!`, `evaluate!` and `predict!`: arguments, then settings.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::parse::ParseStream;
use syn::{Error, Expr, Result, Token};

use crate::diagnostics::print;
use crate::expand::constructor;
use crate::expand::output_names::OutputNames;
use crate::grammar::keywords::Keywords;
use crate::grammar::{arguments, expressions, outputs};

/// The names of the arguments in errors.
pub const MODEL: &str = "a compiled model";
pub const ROWS: &str = "`&x`, the rows";
pub const LABELS: &str = "`&y`, the labels";

/// The text of the error of a missing argument.
#[derive(Clone, Copy)]
pub struct Needs {
    pub macro_name: &'static str,
    pub example: &'static str,
}

/// The arguments before the first setting.
pub fn arguments<const N: usize>(
    input: ParseStream<'_>,
    names: [&str; N],
    needs: Needs,
) -> Result<[Expr; N]> {
    let missing = |what: &str, before: Option<&Expr>| {
        let Needs {
            macro_name,
            example,
        } = needs;
        let text = format!("`{macro_name}` needs {what}: `{example}`");
        match before {
            // At the end of a macro there is no token for the error.
            Some(before) if input.is_empty() => Error::new_spanned(before, text),
            _ => Error::new(input.span(), text),
        }
    };
    let mut arguments: Vec<Expr> = Vec::with_capacity(N);
    for what in names {
        if !arguments.is_empty() {
            if input.is_empty() {
                return Err(missing(what, arguments.last()));
            }
            input.parse::<Token![,]>()?;
        }
        let is_setting =
            input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]);
        if input.is_empty() || is_setting {
            return Err(missing(what, arguments.last()));
        }
        let argument = input.parse()?;
        without_names(&argument)?;
        arguments.push(argument);
    }
    let count = || Error::new(input.span(), "arguments");
    arguments.try_into().map_err(|_| count())
}

/// A check that rows or labels have no names.
///
/// # Errors
/// If they have: `(kind = &kinds, price = &prices)`.
fn without_names(argument: &Expr) -> Result<()> {
    let Expr::Tuple(tuple) = expressions::bare(argument) else {
        return Ok(());
    };
    match tuple
        .elems
        .iter()
        .find(|part| matches!(part, Expr::Assign(_)))
    {
        None => Ok(()),
        Some(named) => Err(Error::new_spanned(
            named,
            "rows and labels stand without names, in the order in which the model names its inputs and outputs: `(&kinds, &prices)`",
        )),
    }
}

/// The receiver of the method call.
pub fn receiver(model: &Expr) -> TokenStream {
    let model = expressions::inside(model).unwrap_or(model);
    match model {
        Expr::Path(_) | Expr::Field(_) | Expr::MethodCall(_) | Expr::Call(_) => quote!(#model),
        model => quote!((#model)),
    }
}

/// A reference to the expression, which works for one that is a reference already too; of a tuple references to its
/// parts.
pub fn borrowed(value: &Expr) -> TokenStream {
    let value = expressions::inside(value).unwrap_or(value);
    let (first, last) = print::ends(value);
    match expressions::bare(value) {
        Expr::Reference(_) => quote!(#value),
        // The rows of several inputs, or the labels of several outputs.
        Expr::Tuple(several) => {
            let several = several.elems.iter().map(borrowed);
            let mut several = Group::new(Delimiter::Parenthesis, quote!(#(#several,)*));
            several.set_span(first);
            quote!(#several)
        }
        Expr::Binary(_) | Expr::Cast(_) | Expr::Range(_) | Expr::Closure(_) => {
            let mut parentheses = Group::new(Delimiter::Parenthesis, quote!(#value));
            parentheses.set_span(last);
            quote_spanned!(first=> & #parentheses)
        }
        _ => quote_spanned!(first=> & #value),
    }
}

/// The value of a call, whose arguments have a `&` that a variable may not need.
pub fn value(call: &TokenStream) -> TokenStream {
    let value = Ident::new("value", Span::mixed_site());
    quote!({
        #[allow(clippy::needless_borrows_for_generic_args, clippy::let_and_return)]
        let #value = #call;
        #value
    })
}

/// The value as the argument of a function with this span: the place of an error about it.
pub fn at((first, last): (Span, Span), value: TokenStream) -> TokenStream {
    let mut argument = Group::new(Delimiter::Parenthesis, value);
    argument.set_span(last);
    quote_spanned!(first=> ::core::convert::identity #argument)
}

/// The call `of` with the setters of weights `key` after it: one for the whole model, or one for each output that is
/// named.
pub fn weights<'a>(
    of: TokenStream,
    key: &Ident,
    weights: &'a Expr,
    names: &mut OutputNames<'a>,
) -> Result<TokenStream> {
    let Some(named) = outputs::named(weights, &key.to_string())? else {
        let of = if key == "class_weight" {
            at(print::ends(weights), of)
        } else {
            of
        };
        let (last, weights) = (print::ends(weights).1, borrowed(weights));
        return Ok(quote_spanned!(last=> #of.#key(#weights)));
    };
    let mut call = of;
    for (name, weights) in named {
        let (output, weights) = (names.add(name), borrowed(weights));
        let of = format_ident!("{key}_of", span = name.span());
        let weighed = at((name.span(), name.span()), call);
        call = quote_spanned!(name.span()=> #weighed.#of::<#output, _>(#weights));
    }
    Ok(call)
}

/// The user's callbacks, and the one that shows the progress.
pub fn callbacks(keywords: &mut Keywords) -> Result<TokenStream> {
    let calls = match keywords.take("callbacks") {
        Some((_, callbacks)) => (arguments::list(&callbacks, "callbacks")?)
            .map(|callback| {
                let (first, _) = print::ends(callback);
                let mut value = constructor::build(callback)?;
                if let Some(output) = constructor::monitored_output(callback) {
                    let mut names = OutputNames::default();
                    names.add(output);
                    value = names.before(value);
                }
                if let Some(span) = constructor::monitor(callback) {
                    value = at(span, value);
                }
                Ok(quote_spanned!(first=> .callback(#value)))
            })
            .collect::<Result<TokenStream>>()?,
        None => TokenStream::new(),
    };
    let verbose = match keywords.take("verbose") {
        Some((_, verbose)) => expressions::expression(&verbose),
        None => quote!(1),
    };
    Ok(quote!(#calls .callback(__kerust::callbacks::ProgbarLogger::new(#verbose))))
}
