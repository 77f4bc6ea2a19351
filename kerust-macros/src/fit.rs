//! `fit!`

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::{Error, Expr, Result, Token};

use crate::keywords::Keywords;
use crate::model::recover;
use crate::{print, setters};

const SETTINGS: [&str; 8] = [
    "epochs",
    "batch_size",
    "validation_data",
    "validation_split",
    "shuffle",
    "seed",
    "verbose",
    "callbacks",
];

/// The expansion of `fit!`.
pub fn expand(input: TokenStream) -> TokenStream {
    parse
        .parse2(input)
        .unwrap_or_else(|error| recover::expression(&error))
}

fn parse(input: ParseStream<'_>) -> Result<TokenStream> {
    let model = argument(input, "a compiled model")?;
    comma(input, "`&x`, the rows")?;
    let x = argument(input, "`&x`, the rows")?;
    comma(input, "`&y`, the labels")?;
    let y = argument(input, "`&y`, the labels")?;
    let mut keywords = Keywords::parse(input, "fit!", &SETTINGS)?;

    let simple = keywords.setters(&["epochs", "batch_size", "shuffle", "seed"]);
    let split = keywords.take("validation_split");
    let data = keywords.take("validation_data");
    if let (Some((name, _)), Some(_)) = (&split, &data) {
        let text = "give `validation_data` or `validation_split`, not both";
        return Err(Error::new_spanned(name, text));
    }
    let (before, validation) = validation(split, data);
    let callbacks = match keywords.take("callbacks") {
        Some((_, callbacks)) => callback_calls(&callbacks)?,
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
    let fit = quote! {
        #model.fit(#x, #y) #simple #validation #callbacks
            .callback(::kerust::callbacks::ProgbarLogger::new(#verbose))
            .run()
    };
    Ok(if before.is_empty() {
        fit
    } else {
        quote!({ #before #fit })
    })
}

/// One of the first three arguments.
fn argument(input: ParseStream<'_>, what: &str) -> Result<Expr> {
    let is_setting = input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]);
    if input.is_empty() || is_setting {
        let text = format!("`fit!` needs {what}: `fit!(model, &x, &y, epochs = 10)`");
        return Err(input.error(text));
    }
    input.parse()
}

fn comma(input: ParseStream<'_>, next: &str) -> Result<()> {
    if input.is_empty() {
        let text = format!("`fit!` needs {next}: `fit!(model, &x, &y, epochs = 10)`");
        return Err(input.error(text));
    }
    input.parse::<Token![,]>()?;
    Ok(())
}

/// What stands before the call, and the setter.
fn validation(
    split: Option<(syn::Ident, Expr)>,
    data: Option<(syn::Ident, Expr)>,
) -> (TokenStream, TokenStream) {
    match (split, data) {
        (Some((name, share)), _) => (TokenStream::new(), quote!(.#name(#share))),
        // Taken apart, so that an error stands at the part that is wrong.
        (_, Some((name, Expr::Tuple(pair)))) => {
            let parts = pair.elems.iter();
            (TokenStream::new(), quote!(.#name(#(#parts),*)))
        }
        (_, Some((name, pair))) => (
            quote!(let (validation_x, validation_y) = #pair;),
            quote!(.#name(validation_x, validation_y)),
        ),
        (None, None) => (TokenStream::new(), TokenStream::new()),
    }
}

fn callback_calls(callbacks: &Expr) -> Result<TokenStream> {
    let Expr::Array(list) = callbacks else {
        let shown = print::tokens(callbacks);
        let text = format!("`callbacks` takes a list: write `[{shown}]`");
        return Err(Error::new_spanned(callbacks, text));
    };
    let calls = list.elems.iter().map(|callback| {
        let (first, _) = print::ends(callback);
        let callback = setters::build(callback)?;
        Ok(quote_spanned!(first=> .callback(#callback)))
    });
    calls.collect()
}
