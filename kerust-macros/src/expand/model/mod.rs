//! The expansion of `model!`: the struct (`item`), the types of its layers, its checks and its passes, and what is
//! left of it after an error (`recover`).

mod aliases;
mod array_options;
mod checks;
mod derives;
mod editor;
mod item;
mod layer_type;
mod passes;
pub mod recover;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::Parser;

use crate::grammar::model::parse;

/// The expansion of `model!`, for the crate that `krate` names.
pub fn expand(krate: &TokenTree, input: TokenStream) -> TokenStream {
    let is_empty = input.is_empty();
    let is_item = matches!(
        input.clone().into_iter().last(),
        Some(TokenTree::Punct(last)) if last.as_char() == '>'
    );
    match parse::model.parse2(input) {
        Ok(Ok(model)) => item::model(&model, krate),
        Ok(Err(broken)) => recover::model(&broken, krate),
        // Where no name can be read, only the form tells whether an item or a value is expected.
        Err(error) if is_item || is_empty => error.to_compile_error(),
        Err(error) => {
            let expression = recover::expression(&error);
            quote!({ use #krate::__private as __kerust; #expression })
        }
    }
}
