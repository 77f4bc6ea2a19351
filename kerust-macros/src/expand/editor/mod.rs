//! The names that an editor completes.
//!
//! rust-analyzer expands a macro with a name at the cursor, half-typed lines included, and completes what may stand
//! where that name comes out. So the names of the user come out here first, each in a place of its kind, whether the
//! rest can be read or not. Every place is right in a right program. The compiler sees none of it.

mod names;
mod tokens;

use names::Names;
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use tokens::{is, parts};

/// The names of `fit!` and its like: `count` arguments, and then settings.
pub fn expression(
    krate: &TokenTree,
    input: &TokenStream,
    count: usize,
    settings: &[&str],
) -> TokenStream {
    let mut names = Names::new(krate);
    let (mut unknown, mut all) = (Vec::new(), quote!(..ALL));
    for (index, part) in parts(input.clone(), ',').iter().enumerate() {
        match &part[..] {
            [TokenTree::Ident(key), equals, value @ ..] if is(equals, '=') => {
                if !settings.contains(&key.to_string().as_str()) {
                    unknown.push(key.clone());
                }
                match key.to_string().as_str() {
                    "loss" | "metrics" | "weighted_metrics" => names.words(value),
                    _ => names.value(value),
                }
            }
            [TokenTree::Ident(key)] if index >= count => unknown.push(key.clone()),
            // The place of a name that is only typed yet, which is longer than its rest.
            [] => all = quote!(..{ { { ALL } } }),
            value => names.value(value),
        }
    }
    let settings = settings
        .iter()
        .map(|name| Ident::new(name, Span::mixed_site()));
    let (settings, names) = (settings.collect::<Vec<_>>(), names.all());
    // The names of settings are fields, which are completed in a value of their struct, and nowhere else.
    quote! {
        #krate::__private::for_editor! {
            {
                struct Settings { #(#settings: (),)* }
                const ALL: Settings = Settings { #(#settings: (),)* };
                let _ = Settings { #(#unknown: (),)* #all };
            }
            { #names }
        }
    }
}

/// The names of `model!`: layers, and the words in their parentheses.
pub fn model(krate: &TokenTree, input: &TokenStream) -> TokenStream {
    let mut names = Names::new(krate);
    let body = input
        .clone()
        .into_iter()
        .skip_while(|token| !is(token, '<'));
    for part in parts(body.skip(1).collect(), ',') {
        // `image: Image<28, 28, 1>`
        let layer = match &part[..] {
            [TokenTree::Ident(input), colon, shape @ ..] if is(colon, ':') => {
                names.made(input);
                shape
            }
            layer => layer,
        };
        names.layer(layer);
        if let Some(TokenTree::Group(graph)) = layer.last()
            && graph.delimiter() == Delimiter::Brace
        {
            parts(graph.stream(), ';')
                .iter()
                .for_each(|line| names.line(line));
        }
    }
    let names = names.all();
    quote! {
        #krate::__private::for_editor! {
            const _: () = { #names };
        }
    }
}
