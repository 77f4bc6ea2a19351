//! The part of `impl Model` that reads the layers' options.

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
        fn weight_options(layer: ::core::primitive::usize, array: ::core::primitive::usize) -> __kerust::WeightOptions {
            match layer {
                #(#indices => <#layers as __kerust::Definition>::weight_options(
                    &#configs,
                    array,
                ),)*
                _ => __kerust::WeightOptions::NONE,
            }
        }

        __kerust::steps_of! { [#(#layers, #configs, #kinds, #steps_indices;)*] }

        #[inline(always)]
        fn is_regularized() -> ::core::primitive::bool {
            false #(|| __kerust::is_regularized(
                &#configs,
                <#layers as __kerust::Geometry<#inputs>>::WEIGHTS,
            ))*
        }

        #[inline(always)]
        fn is_constrained() -> ::core::primitive::bool {
            false #(|| __kerust::is_constrained(
                &#configs,
                <#layers as __kerust::Geometry<#inputs>>::WEIGHTS,
            ))*
        }

        #[inline(always)]
        fn is_activity_regularized() -> ::core::primitive::bool {
            false #(|| __kerust::is_activity_regularized(&#configs))*
        }

        #[inline(always)]
        fn activity<S, G>(work: &__Work<S, G>, rows: ::core::primitive::usize) -> ::core::primitive::f32
        where
            S: __kerust::Storage,
            G: __kerust::Storage,
        {
            0.0 #(+ __kerust::activity::<#layers, #shapes>(
                &#configs,
                __kerust::rows(&work.#outputs, rows),
            ))*
        }
    }
}
