//! The straight code of a model: one call a layer and direction.

use proc_macro2::TokenStream;
use quote::quote;

use super::aliases::Aliases;
use super::item::Plan;
use crate::grammar::model::ast::Body;

/// The part of `impl Model` that runs the layers.
pub fn functions(body: &Body, plan: &Plan, aliases: &Aliases) -> TokenStream {
    let calls = body.calls.iter().enumerate();
    let calls = calls.map(|(index, call)| {
        let part = &aliases.layers[call.layer];
        (
            index,
            plan.vectors_of(call.layer),
            part,
            &aliases.nodes[index],
        )
    });
    let inputs = body.input_count();
    let number = |index: usize| quote!(first + first_operations_of_calls[#index] - #inputs);
    let forward = calls.clone().map(|(index, (begin, end), part, node)| {
        let number = number(index);
        quote! {
            <#part as __kerust::Part>::forward::<H, #node>(
                #number,
                &weights[#begin..#end],
                x,
                arena,
                pass,
            );
        }
    });
    let backward = calls.rev().map(|(index, (begin, end), part, node)| {
        let number = number(index);
        quote! {
            <#part as __kerust::Part>::backward::<H, #node>(
                #number,
                (&mut weights[#begin..#end], first_vector + #begin),
                x,
                arena,
                from,
                ::core::option::Option::as_deref_mut(&mut inputs),
                learner,
                trained,
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
        fn forward_in<H: __kerust::Model>(
            first: ::core::primitive::usize,
            weights: &[__kerust::Vector16],
            x: &[&dyn __kerust::Rows],
            arena: &mut __kerust::Arena<'_>,
            pass: &__kerust::Pass<'_>,
        ) {
            #(#forward)*
        }

        #[inline(always)]
        fn backward_in<H: __kerust::Model>(
            first: ::core::primitive::usize,
            (weights, first_vector): (&mut [__kerust::Vector16], ::core::primitive::usize),
            x: &[&dyn __kerust::Rows],
            arena: &mut __kerust::Arena<'_>,
            from: __kerust::Start,
            mut inputs: ::core::option::Option<&mut [&mut [::core::primitive::f32]]>,
            learner: &mut __kerust::Learner<'_>,
            trained: &__kerust::Trained<'_>,
            pass: &__kerust::Pass<'_>,
        ) {
            #(#backward)*
        }

        fn backward(
            &mut self,
            x: &[&dyn __kerust::Rows],
            arena: &mut __kerust::Arena<'_>,
            from: __kerust::Start,
            inputs: ::core::option::Option<&mut [&mut [::core::primitive::f32]]>,
            learner: &mut __kerust::Learner<'_>,
            pass: &__kerust::Pass<'_>,
        ) {
            let weights = (__kerust::Block::vectors_mut(&mut self.weights), 0);
            let mut wanted = [false; number_of_operations];
            let trained = __kerust::Trained::new::<Self>(&self.frozen.0, &mut wanted);
            if !trained.trains_all::<Self>() {
                learner.clear();
            }
            Self::backward_in::<Self>(
                #inputs, weights, x, arena, from, inputs, learner, &trained, pass,
            );
        }
    }
}
