//! The output for an input that cannot be parsed: one error, and names that still resolve.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Error;

use crate::grammar::model::ast::{Broken, Head};

/// The type of a broken item. Its error is reported once, and uses of the type report none.
fn broken_type(error: &Error, names: &impl ToTokens) -> TokenStream {
    let error = error.to_compile_error();
    quote!(<#names::Rank<{ #error }> as #names::Lift<0, 0, 0>>::Shape)
}

/// The stub of a model.
pub fn model(broken: &Broken, krate: &TokenTree) -> TokenStream {
    let stub = broken_type(&broken.error, &quote!(#krate::__private));
    match &broken.head {
        Head::Named {
            visibility, name, ..
        } => quote! {
            #[allow(missing_docs, dead_code)]
            #visibility type #name = #stub;
        },
        Head::Anonymous => {
            let expression = expression(&broken.error);
            quote!({ use #krate::__private as __kerust; #expression })
        }
    }
}

/// The stub of an expression.
pub fn expression(error: &Error) -> TokenStream {
    let stub = broken_type(error, &quote!(__kerust));
    quote! {{
        type Broken = #stub;
        fn broken() -> Broken {
            ::core::unreachable!()
        }
        broken()
    }}
}
