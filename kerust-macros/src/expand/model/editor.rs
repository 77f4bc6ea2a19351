//! The shapes and heads of a model as an editor's analysis needs them: it evaluates the name of a constant as the
//! argument of a type, and in older versions no expression.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::aliases::{Aliases, private};
use crate::grammar::model::ast::Body;

/// The types `recovered` and `shape` of the shape that the constant `dims` holds.
pub fn shapes(recovered: &Ident, shape: &Ident, dims: &Ident) -> TokenStream {
    let part = |what: &str| private(format!("{what}_of_{recovered}"));
    let [rank, a, b, c] = ["rank", "first", "second", "third"].map(part);
    quote! {
        __kerust::for_editor! {
            const #rank: ::core::primitive::usize = #dims.rank;
            const #a: ::core::primitive::usize = #dims.sizes[0];
            const #b: ::core::primitive::usize = #dims.sizes[1];
            const #c: ::core::primitive::usize = #dims.sizes[2];
            type #recovered = <__kerust::Rank<#rank> as __kerust::Lift<#a, #b, #c>>::Shape;
            type #shape = #recovered;
        }
    }
}

/// The name of the number of the call whose activation the loss of an output depends on.
pub fn number_of_head(output: usize) -> Ident {
    private(format!("number_of_head_{output}"))
}

/// These numbers, from nothing that is too much for the analysis.
pub fn heads(body: &Body, aliases: &Aliases) -> TokenStream {
    let (inputs, specs) = (body.input_count(), &aliases.specs);
    let takes = body.calls.iter().map(|call| call.takes[0].value);
    let numbers = (0..body.outputs.len()).map(number_of_head);
    let values = body.outputs.iter().map(|output| output.value);
    quote! {
        __kerust::for_editor! {
            const calls_of_model: &[(::core::primitive::bool, ::core::primitive::usize)] =
                &[#((#specs.looks_through, #takes)),*];
            #(
                const #numbers: ::core::primitive::usize =
                    __kerust::head_of_calls(calls_of_model, #values, #inputs);
            )*
        }
    }
}
