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

use crate::expand;
use crate::grammar::model::ast::Head;
use crate::grammar::model::parse;

/// The expansion of `model!`, for the crate that `krate` names.
pub fn expand(krate: &TokenTree, input: TokenStream) -> TokenStream {
    let is_empty = input.is_empty();
    let is_item = matches!(
        input.clone().into_iter().last(),
        Some(TokenTree::Punct(last)) if last.as_char() == '>'
    );
    let names = expand::editor::model(krate, &input);
    match parse::model.parse2(input) {
        Ok(Ok(model)) => of_kind(&model.head, &names, item::model(&model, krate)),
        Ok(Err(broken)) => of_kind(&broken.head, &names, recover::model(&broken, krate)),
        // Where no name can be read, only the form tells whether an item or a value is expected.
        Err(error) if is_item || is_empty => {
            let error = error.to_compile_error();
            quote!(#names #error)
        }
        Err(error) => {
            let expression = recover::expression(&error);
            quote!({ #names { use #krate::__private as __kerust; #expression } })
        }
    }
}

/// The items or the expression of a model, after the names for an editor.
fn of_kind(head: &Head, names: &TokenStream, model: TokenStream) -> TokenStream {
    match head {
        Head::Named { .. } => quote!(#names #model),
        Head::Anonymous => quote!({ #names #model }),
    }
}
