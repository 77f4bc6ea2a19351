//! The straight code of a model: one call a layer and direction.

use proc_macro2::TokenStream;
use quote::quote;

use super::aliases::Aliases;
use super::item::Plan;
use crate::grammar::model::ast::Body;

/// The part of `impl Model` that runs the layers.
pub fn functions(body: &Body, plan: &Plan, aliases: &Aliases) -> TokenStream {
    let calls = body.calls.iter().enumerate();
    let calls =
        calls.map(|(index, call)| (index + 1, plan.place_of(call.layer), &aliases.nodes[index]));
    let forward = calls.clone().map(|(number, layer, node)| {
        let next = layer + 1;
        quote! {
            __kerust::forward::<Self, #node>(
                #number,
                &weights[vectors_before_layers[#layer]..vectors_before_layers[#next]],
                x,
                arena,
                pass,
            );
        }
    });
    let backward = calls.rev().map(|(number, layer, node)| {
        let next = layer + 1;
        quote! {
            __kerust::backward::<Self, #node>(
                #number,
                (
                    &mut weights[vectors_before_layers[#layer]..vectors_before_layers[#next]],
                    vectors_before_layers[#layer],
                ),
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
            let weights = __kerust::Block::vectors(&self.weights);
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
            let weights = __kerust::Block::vectors_mut(&mut self.weights);
            #(#backward)*
        }
    }
}
