//! The attributes of a model, and what it derives.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Path, Result, Token};

use super::checks::call;
use crate::print;

/// A model's attributes by their destination.
pub struct Derives {
    /// Those of the struct.
    pub attributes: Vec<TokenStream>,
    /// The imports for derives that are neither ours nor Rust's own, because the struct is in a module.
    pub foreign: TokenStream,
    /// `Clone`, where it is derived.
    clone: Option<Path>,
}

/// Derives that a model cannot have, and why.
const NEVER: [(&str, &str); 8] = [
    (
        "Copy",
        "a model is never `Copy`: each use would copy all weights; write `Clone`",
    ),
    (
        "Default",
        "a model has no default: its weights are random, `Net::new(seed)`",
    ),
    ("Eq", "weights are numbers with a point: write `PartialEq`"),
    ("Ord", "models have no order"),
    ("PartialOrd", "models have no order"),
    (
        "Hash",
        "weights are numbers with a point, which are not hashed",
    ),
    ("Serialize", WEIGHTS),
    ("Deserialize", WEIGHTS),
];

const WEIGHTS: &str =
    "weights are saved by `save_weights`, or as bytes by `to_bytes`, and not by `serde`";

/// The derives of an attribute, if it is one of derives that can be read.
fn derives(attribute: &Attribute) -> Option<Vec<Path>> {
    let parse = Punctuated::<Path, Token![,]>::parse_terminated;
    let is_derive = attribute.path().is_ident("derive");
    let paths = is_derive.then(|| attribute.parse_args_with(parse).ok())??;
    Some(paths.into_iter().collect())
}

/// The name of a derive without its path.
fn name(path: &Path) -> String {
    path.segments
        .last()
        .map_or_else(String::new, |last| last.ident.to_string())
}

/// # Errors
/// If a model derives what it cannot have.
pub fn check(attributes: &[Attribute]) -> Result<()> {
    for path in attributes.iter().filter_map(derives).flatten() {
        if let Some((_, text)) = NEVER.iter().find(|(never, _)| name(&path) == *never) {
            return Err(Error::new_spanned(path, text));
        }
    }
    Ok(())
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
