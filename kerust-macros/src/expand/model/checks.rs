//! The types and constants by which the compiler checks a model.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::aliases::{Aliases, call, private};
use super::{array_options, editor, layer_type};
use crate::diagnostics::print;
use crate::grammar::model::ast::{Layer, Model};
use crate::grammar::model::paths;

/// All aliases and constants.
pub fn items(model: &Model, aliases: &Aliases) -> TokenStream {
    let layers = model.layers.iter().enumerate();
    let types: TokenStream = layers
        .clone()
        .map(|(i, layer)| layer_type::items(i + 1, layer, &aliases.layers[i]))
        .collect();
    let input = input(model, aliases);
    let fits: TokenStream = (0..model.layers.len())
        .map(|i| fit(model, aliases, i))
        .collect();
    let configs: TokenStream = (layers.clone())
        .map(|(i, layer)| config(layer, aliases, i))
        .collect();
    let given: TokenStream = (layers.clone())
        .map(|(i, layer)| array_options::constants(i + 1, layer))
        .collect();
    let given_checks: TokenStream = layers
        .map(|(i, layer)| array_options::checks(i + 1, layer, aliases))
        .collect();
    quote!(#types #input #fits #given #configs #given_checks)
}

/// The shape of the model's input.
fn input(model: &Model, aliases: &Aliases) -> TokenStream {
    let (recovered, shape) = (&aliases.recovered[0], &aliases.shapes[0]);
    if let Some(input) = &model.input {
        let text = print::tokens(input);
        let written = Ident::new("__Input", print::ends(input).0);
        let dims = quote!(<#written as __kerust::Shape>::DIMS);
        let rank = quote!(__kerust::recovered_input(#dims));
        let lift_recovered = lift(&rank, &dims);
        let span = print::ends(input);
        let check = call(quote!(__kerust::written_input), quote!(#text, #dims), span);
        let lift = lift(&check, &dims);
        let path = paths::shape(input);
        return quote! {
            type #written = #path;
            __kerust::for_compiler! {
                type #recovered = #lift_recovered;
                type #shape = #lift;
            }
            __kerust::for_editor! {
                type #recovered = #written;
                type #shape = #written;
            }
        };
    }
    let (first, layer) = (&model.layers[0], &aliases.layers[0]);
    let text = print::tokens(&first.path);
    let config = &aliases.configs[0];
    let dims = Ident::new("input_of_first_layer", Span::call_site());
    let check = call(quote!(__kerust::input), quote!(#text, #dims), first.span);
    let lift = lift(&quote!(#check), &quote!(#dims));
    let for_editor = editor::shapes(recovered, shape, &dims);
    // The shape that the layer itself gives its input.
    quote! {
        enum first_node {}
        impl __kerust::Node for first_node {
            type Layer = #layer;
            const LAYER: #layer = #config;
            const INPUTS: &'static [__kerust::Dims] = &[__kerust::Dims::UNKNOWN];
        }
        const #dims: __kerust::Dims =
            <#layer as __kerust::Infer<first_node>>::SPEC.input;
        __kerust::for_compiler! {
            type #recovered = #lift;
            type #shape = #recovered;
        }
        #for_editor
    }
}

/// From a shape's value to its type.
fn lift(rank: &TokenStream, dims: &TokenStream) -> TokenStream {
    quote! {
        <__kerust::Rank<{ #rank }> as __kerust::Lift<
            { #dims.sizes[0] },
            { #dims.sizes[1] },
            { #dims.sizes[2] },
        >>::Shape
    }
}

/// The check of one layer, and the shapes after it.
fn fit(model: &Model, aliases: &Aliases, index: usize) -> TokenStream {
    let layer = &model.layers[index];
    let alias = &aliases.layers[index];
    let number = index + 1;
    let before = &aliases.recovered[index];
    let (recovered, shape) = (&aliases.recovered[number], &aliases.shapes[number]);
    let shape_before = &aliases.shapes[index];
    let out = private(format!("output_of_layer_{number}"));
    let check = private(format!("layer_{number}"));
    let text = print::tokens(&layer.path);
    let text_before = match index.checked_sub(1) {
        Some(before) => print::tokens(&model.layers[before].path),
        None => String::new(),
    };
    let first = layer.first();
    let (node, spec, config) = (
        &aliases.nodes[index],
        &aliases.specs[index],
        &aliases.configs[index],
    );
    let described = quote_spanned!(first=> <#alias as __kerust::Infer<#node>>::SPEC);
    let fits = call(
        quote!(__kerust::fits),
        quote!(#number, #text, #text_before, &#spec.inferred),
        layer.span,
    );
    let lift_recovered = lift(&quote!(#out.rank), &quote!(#out));
    let rank = quote!(__kerust::after::<#check, #shape_before>(#out.rank));
    let lift_shape = lift(&rank, &quote!(#out));
    let for_editor = editor::shapes(recovered, shape, &out);
    quote! {
        enum #node {}
        impl __kerust::Node for #node {
            type Layer = #alias;
            const LAYER: #alias = #config;
            const INPUTS: &'static [__kerust::Dims] = &[<#before as __kerust::Shape>::DIMS];
        }
        const #spec: &'static __kerust::Spec = &#described;
        const #out: __kerust::Dims = __kerust::Spec::output(#spec);
        type #check = __kerust::Rank<{ #fits }>;
        __kerust::for_compiler! {
            type #recovered = #lift_recovered;
            type #shape = #lift_shape;
        }
        #for_editor
    }
}

/// The constant of the layer's value. What is wrong takes its type along.
fn config(layer: &Layer, aliases: &Aliases, index: usize) -> TokenStream {
    let (config, alias) = (&aliases.configs[index], &aliases.layers[index]);
    let value = layer_type::value(index + 1, layer, alias);
    quote!(const #config: #alias = #value;)
}
