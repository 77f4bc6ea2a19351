//! `fit!`

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::ParseStream;
use syn::{Error, Expr, Result, Token};

use crate::keywords::Keywords;
use crate::literals::Checks;
use crate::model::recover;
use crate::{print, setters, whole};

const SETTINGS: [&str; 11] = [
    "epochs",
    "batch_size",
    "validation_data",
    "validation_split",
    "sample_weight",
    "class_weight",
    "shuffle",
    "seed",
    "threads",
    "verbose",
    "callbacks",
];

/// The expansion of `fit!`.
pub fn expand(input: TokenStream) -> TokenStream {
    whole::parse(input, parse).unwrap_or_else(|error| recover::expression(&error))
}

fn parse(input: ParseStream<'_>) -> Result<TokenStream> {
    let model = argument(input, "a compiled model")?;
    comma(input, "`&x`, the rows")?;
    let x = argument(input, "`&x`, the rows")?;
    comma(input, "`&y`, the labels")?;
    let y = argument(input, "`&y`, the labels")?;
    let mut keywords = Keywords::parse(input, "fit!", &SETTINGS)?;

    let mut checks = Checks::default();
    let simple = keywords.setters(
        &["epochs", "batch_size", "shuffle", "seed", "threads"],
        &mut checks,
    );
    let split = keywords.take("validation_split");
    let data = keywords.take("validation_data");
    if let (Some((name, _)), Some(_)) = (&split, &data) {
        let text = "give `validation_data` or `validation_split`, not both";
        return Err(Error::new_spanned(name, text));
    }
    if let Some((name, share)) = &split {
        checks.add(name, share);
    }
    let weights = weights(&mut keywords)?;
    let validation = validation(split.as_ref(), data.as_ref());
    let callbacks = match keywords.take("callbacks") {
        Some((_, callbacks)) => callback_calls(&callbacks, &mut checks)?,
        None => TokenStream::new(),
    };
    let verbose = match keywords.take("verbose") {
        Some((_, verbose)) => quote!(#verbose),
        None => quote!(1),
    };
    let model = match model {
        Expr::Path(_) | Expr::Field(_) | Expr::MethodCall(_) | Expr::Call(_) => quote!(#model),
        model => quote!((#model)),
    };
    let (x, y) = (borrowed(&x), borrowed(&y));
    let call_fit = quote_spanned!(print::ends(&model).1=> .fit(#x, #y));
    let fit = quote! {
        #model #call_fit #simple #weights #validation #callbacks
            .callback(::kerust::callbacks::ProgbarLogger::new(#verbose))
            .run()
    };
    Ok(checks.before(match data {
        Some((_, pair)) if !is_tuple(&pair) => {
            let mut pattern = Group::new(Delimiter::Parenthesis, pair_of_validation());
            pattern.set_span(print::ends(&pair).1);
            let pair = borrowed(&pair);
            quote!(match #pair { #pattern => #fit })
        }
        _ => fit,
    }))
}

/// The expression as a reference; of what is one already, a reference to it serves as well.
fn borrowed(value: &Expr) -> TokenStream {
    let (first, last) = print::ends(value);
    match setters::bare(value) {
        Expr::Reference(_) => quote!(#value),
        Expr::Binary(_) | Expr::Cast(_) | Expr::Range(_) | Expr::Closure(_) => {
            let mut parentheses = Group::new(Delimiter::Parenthesis, quote!(#value));
            parentheses.set_span(last);
            quote_spanned!(first=> & #parentheses)
        }
        _ => quote_spanned!(first=> & #value),
    }
}

/// One of the first three arguments.
fn argument(input: ParseStream<'_>, what: &str) -> Result<Expr> {
    let is_setting = input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]);
    if input.is_empty() || is_setting {
        return Err(needs(input, what));
    }
    input.parse()
}

fn comma(input: ParseStream<'_>, next: &str) -> Result<()> {
    if input.is_empty() {
        return Err(needs(input, next));
    }
    input.parse::<Token![,]>()?;
    Ok(())
}

fn needs(input: ParseStream<'_>, what: &str) -> Error {
    input.error(format!(
        "`fit!` needs {what}: `fit!(model, &x, &y, epochs = 10)`"
    ))
}

fn is_tuple(pair: &Expr) -> bool {
    matches!(setters::bare(pair), Expr::Tuple(_))
}

/// The names of the parts of a pair that is a variable; no name of the user's can be theirs.
fn pair_of_validation() -> TokenStream {
    let x = Ident::new("validation_x", Span::mixed_site());
    let y = Ident::new("validation_y", Span::mixed_site());
    quote!(#x, #y)
}

/// The setter of `sample_weight` or of `class_weight`.
fn weights(keywords: &mut Keywords) -> Result<TokenStream> {
    let rows = keywords.take("sample_weight");
    let classes = keywords.take("class_weight");
    if let (Some((name, _)), Some(_)) = (&classes, &rows) {
        let text = "give `sample_weight` or `class_weight`, not both";
        return Err(Error::new_spanned(name, text));
    }
    let setter = rows.or(classes).map(|(name, weights)| {
        let (last, weights) = (print::ends(&weights).1, borrowed(&weights));
        quote_spanned!(last=> .#name(#weights))
    });
    Ok(setter.unwrap_or_default())
}

/// The setter.
fn validation(split: Option<&(Ident, Expr)>, data: Option<&(Ident, Expr)>) -> TokenStream {
    if let Some((name, share)) = split {
        return quote!(.#name(#share));
    }
    let Some((name, pair)) = data else {
        return TokenStream::new();
    };
    match setters::bare(pair) {
        // Taken apart, so that an error stands at the part that is wrong.
        Expr::Tuple(pair) => {
            let parts: Vec<_> = pair.elems.iter().map(borrowed).collect();
            match &parts[..] {
                [x, y, weights] => {
                    let last = print::ends(&pair.elems[2]).1;
                    let weigh = quote_spanned!(last=> .validation_sample_weight);
                    quote!(.#name(#x, #y) #weigh(#weights))
                }
                parts => quote!(.#name(#(#parts),*)),
            }
        }
        _ => {
            let pair = pair_of_validation();
            quote!(.#name(#pair))
        }
    }
}

fn callback_calls(callbacks: &Expr, checks: &mut Checks) -> Result<TokenStream> {
    let calls = setters::list(callbacks, "callbacks")?.map(|callback| {
        let (first, _) = print::ends(callback);
        let callback = setters::build(callback, checks)?;
        Ok(quote_spanned!(first=> .callback(#callback)))
    });
    calls.collect()
}
