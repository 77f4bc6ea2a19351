//! The attributes of a model, and what it derives.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Path};

use crate::grammar::model::derives::{derives, name};

use super::aliases::call;
use crate::diagnostics::print;

/// A model's attributes by their destination.
pub struct Derives {
    /// Those of the struct.
    pub attributes: Vec<TokenStream>,
    /// The imports for derives that are neither ours nor Rust's own, because the struct is in a module.
    pub foreign: TokenStream,
    /// `Clone`, where it is derived.
    clone: Option<Path>,
}

impl Derives {
    /// Takes attributes apart. `Debug` is left out, which every model has.
    pub fn of(attributes: &[Attribute]) -> Self {
        let mut all = Derives {
            attributes: Vec::new(),
            foreign: TokenStream::new(),
            clone: None,
        };
        for attribute in attributes {
            let Some(paths) = derives(attribute) else {
                all.attributes.push(attribute.to_token_stream());
                continue;
            };
            for path in paths {
                match name(&path).as_str() {
                    "Debug" => {}
                    "Clone" => all.clone = Some(path),
                    "PartialEq" => {
                        let derive = quote!(#[::core::prelude::v1::derive(::core::cmp::PartialEq)]);
                        all.attributes.push(derive);
                    }
                    _ => {
                        all.foreign = quote! {
                            #[allow(unused_imports)]
                            use super::*;
                        };
                        all.attributes
                            .push(quote!(#[::core::prelude::v1::derive(#path)]));
                    }
                }
            }
        }
        all
    }

    /// `Clone` of the model where it is derived, and of its box where it is not.
    pub fn clone(&self, model: &Ident, text: &str) -> TokenStream {
        let Some(path) = &self.clone else {
            return quote!(__kerust::clone_impl! { #model });
        };
        let check = call(
            quote!(__kerust::cloned),
            quote!(#text, <#model as __kerust::Model>::BYTES),
            print::ends(path),
        );
        quote! {
            type check_of_clone = __kerust::Gate<{ #check }>;

            impl ::core::clone::Clone for #model {
                fn clone(&self) -> Self {
                    let _ = ::core::marker::PhantomData::<check_of_clone>;
                    __kerust::clone(self)
                }
            }
        }
    }
}
