//! `model!`: what is written (`ast`), how it is read (`parse`), what becomes of it (`expand`,
//! `checks`, `passes`), and what is left of it after an error (`recover`).

mod ast;
mod checks;
mod expand;
mod names;
mod parse;
mod passes;
pub mod recover;

use proc_macro2::TokenStream;
use syn::parse::Parser;

/// The expansion of `model!`.
pub fn expand(input: TokenStream) -> TokenStream {
    match parse::model.parse2(input) {
        Ok(Ok(model)) => expand::model(&model),
        Ok(Err(broken)) => recover::model(&broken),
        Err(error) => recover::expression(&error),
    }
}
