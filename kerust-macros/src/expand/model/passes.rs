//! The straight code of a model: one call a layer and direction.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::aliases::Aliases;

/// The part of `impl Model` that runs the layers.
pub fn functions(aliases: &Aliases, fields: &[Ident]) -> TokenStream {
    let nodes = &aliases.nodes;
    let numbers = 1..fields.len() + 1;
    let forward = (nodes.iter().zip(fields).zip(numbers.clone())).map(|((node, field), number)| {
        quote! {
            __kerust::forward::<Self, #node>(
                #number,
                __kerust::Block::vectors(&self.#field),
                x,
                arena,
                pass,
            );
        }
    });
    let backward = (nodes.iter().zip(fields).zip(numbers)).rev();
    let backward = backward.map(|((node, field), number)| {
        let before = number - 1;
        quote! {
            __kerust::backward::<Self, #node>(
                #number,
                (__kerust::Block::vectors_mut(&mut self.#field), vectors_before_layers[#before]),
                x,
                arena,
                from,
                ::core::option::Option::as_deref_mut(&mut inputs),
                learner,
                pass,
            );
        }
    });
    quote! {
        #[inline(always)]
        fn with_memory_of_row<T>(
            run: impl ::core::ops::FnOnce(&mut [::core::primitive::f32]) -> T,
        ) -> T {
            const NUMBERS: ::core::primitive::usize = operations_of_model.prediction().numbers(1);
            run(&mut [0.0; NUMBERS])
        }

        #[inline(always)]
        fn forward(
            &self,
            x: &[&dyn __kerust::Rows],
            arena: &mut __kerust::Arena<'_>,
            pass: &__kerust::Pass<'_>,
        ) {
            #(#forward)*
        }

        fn backward(
            &mut self,
            x: &[&dyn __kerust::Rows],
            arena: &mut __kerust::Arena<'_>,
            from: __kerust::Start,
            mut inputs: ::core::option::Option<&mut [&mut [::core::primitive::f32]]>,
            learner: &mut __kerust::Learner<'_>,
            pass: &__kerust::Pass<'_>,
        ) {
            #(#backward)*
        }
    }
}
