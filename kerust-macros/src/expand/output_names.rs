//! The names of outputs as types, which the compiler shows in its errors.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

/// The types of the names that an expansion uses.
#[derive(Default)]
pub struct OutputNames<'a>(Vec<&'a Ident>);

impl<'a> OutputNames<'a> {
    /// The type of a name.
    pub fn add(&mut self, name: &'a Ident) -> TokenStream {
        if !self.0.contains(&name) {
            self.0.push(name);
        }
        of(name)
    }

    /// The expression, after the types of its names.
    pub fn before(&self, expression: TokenStream) -> TokenStream {
        let OutputNames(names) = self;
        if names.is_empty() {
            return expression;
        }
        let module = module();
        let texts = names.iter().map(|name| name.unraw().to_string());
        let texts = texts.collect::<Vec<_>>();
        // In a module, so that a name hides no loss and no metric of the user's.
        quote!({
            #[allow(non_camel_case_types, dead_code)]
            mod #module {
                #(pub enum #names {})*
            }
            #(impl __kerust::OutputName for #module::#names {
                const NAME: &'static ::core::primitive::str = #texts;
                type Hash = __kerust::Hash<{ __kerust::key(#texts) }>;
            })*
            #expression
        })
    }
}

/// The type of a name.
pub fn of(name: &Ident) -> TokenStream {
    let module = module();
    quote!(#module::#name)
}

fn module() -> Ident {
    Ident::new("names_of_outputs", Span::mixed_site())
}
