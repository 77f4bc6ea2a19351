//! The syntax of [kerust](https://docs.rs/kerust): the grammar of `model!`, `compile!`, `fit!`, `evaluate!`
//! and `predict!`.
//!
//! Each is called by the macro of the same name in `kerust`, which puts `$crate` before the user's tokens: an
//! expansion uses `__kerust` for its `__private`, so that the crate may have any name.
//!
//! The macros know the grammar and no layer, loss or callback by name: names are types, which
//! `kerust` and its users define.

mod diagnostics;
mod expand;
mod grammar;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// The `$crate` that `kerust`'s own macro puts first, and the user's tokens.
fn split(input: proc_macro::TokenStream) -> (TokenTree, TokenStream) {
    let mut tokens = TokenStream::from(input).into_iter();
    let krate = tokens.next().expect("`$crate` stands first");
    (krate, tokens.collect())
}

/// An expression with the import of the crate that it uses, for `count` arguments and then settings.
fn expression(
    input: proc_macro::TokenStream,
    expansion: fn(TokenStream) -> TokenStream,
    (count, settings): (usize, &[&str]),
) -> proc_macro::TokenStream {
    let (krate, input) = split(input);
    let names = expand::editor::expression(&krate, &input, count, settings);
    let expression = expansion(input);
    quote!({ #names { use #krate::__private as __kerust; #expression } }).into()
}

/// `kerust::model!`
#[proc_macro]
pub fn model(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let (krate, input) = split(input);
    expand::model::expand(&krate, input).into()
}

/// `kerust::compile!`
#[proc_macro]
pub fn compile(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expression(
        input,
        expand::compile::expand,
        (1, &expand::compile::SETTINGS),
    )
}

/// `kerust::fit!`
#[proc_macro]
pub fn fit(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expression(input, expand::fit::expand, (3, &expand::fit::SETTINGS))
}

/// `kerust::evaluate!`
#[proc_macro]
pub fn evaluate(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expression(
        input,
        expand::evaluate::expand,
        (3, &expand::evaluate::SETTINGS),
    )
}

/// `kerust::predict!`
#[proc_macro]
pub fn predict(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expression(
        input,
        expand::evaluate::expand_predict,
        (2, &expand::evaluate::SETTINGS_OF_PREDICT),
    )
}

/// `kerust::models!`
#[proc_macro]
pub fn models(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expression(input, expand::models::expand, (1, &[]))
}
