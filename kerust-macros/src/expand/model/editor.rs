//! The shapes of a model as an editor's analysis needs them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::aliases::private;

/// The types `recovered` and `shape` of the shape that the constant `dims` holds. As an argument of a type,
/// rust-analyzer evaluates the name of a constant, and in older versions no expression.
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
