//! What a model knows of its layers' options: the part of `impl Model` that asks their values.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::checks::Aliases;

/// The functions.
pub fn functions(aliases: &Aliases, kinds: &[String]) -> TokenStream {
    let (layers, configs) = (&aliases.layers, &aliases.configs);
    let inputs = &aliases.recovered[..layers.len()];
    let shapes = &aliases.shapes[1..];
    let indices = 0..layers.len();
    let steps_indices = indices.clone();
    let outputs = (1..=layers.len()).map(|number| format_ident!("output_{number}"));
    quote! {
        #[inline(always)]
        fn weight_options(layer: usize, array: usize) -> ::kerust::__private::WeightOptions {
            match layer {
                #(#indices => <#layers as ::kerust::__private::Definition>::weight_options(
                    &#configs,
                    array,
                ),)*
                _ => ::kerust::__private::WeightOptions::NONE,
            }
        }

        ::kerust::__private::steps_of! { [#(#layers, #configs, #kinds, #steps_indices;)*] }

        #[inline(always)]
        fn is_regularized() -> bool {
            false #(|| ::kerust::__private::is_regularized(
                &#configs,
                <#layers as ::kerust::__private::Geometry<#inputs>>::WEIGHTS.len(),
            ))*
        }

        #[inline(always)]
        fn is_constrained() -> bool {
            false #(|| ::kerust::__private::is_constrained(
                &#configs,
                <#layers as ::kerust::__private::Geometry<#inputs>>::WEIGHTS.len(),
            ))*
        }

        #[inline(always)]
        fn is_activity_regularized() -> bool {
            false #(|| <#layers as ::kerust::__private::Definition>::activity(&#configs).is_some())*
        }

        #[inline(always)]
        fn activity<S, G>(work: &__Work<S, G>, rows: usize) -> f32
        where
            S: ::kerust::__private::Storage,
            G: ::kerust::__private::Storage,
        {
            0.0 #(+ ::kerust::__private::activity::<#layers, #shapes>(
                &#configs,
                &work.#outputs.as_ref()[..rows],
            ))*
        }
    }
}
