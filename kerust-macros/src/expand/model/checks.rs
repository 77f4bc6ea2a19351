//! The types and constants by which the compiler checks a model.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::aliases::{Aliases, call, private};
use super::{array_options, editor, layer_type};
use crate::diagnostics::print;
use crate::grammar::model::ast::{Body, Input, Layer, Taken};
use crate::grammar::model::paths;

/// All aliases and constants.
pub fn items(body: &Body, aliases: &Aliases) -> TokenStream {
    let layers = body.layers.iter().enumerate();
    let types: TokenStream = layers
        .clone()
        .map(|(i, layer)| layer_type::items(i + 1, layer, &aliases.layers[i]))
        .collect();
    let inputs: TokenStream = if body.inputs.is_empty() {
        input_of_first_layer(body, aliases)
    } else {
        let inputs = body.inputs.iter().enumerate();
        inputs
            .map(|(i, written)| input(written, aliases, i))
            .collect()
    };
    let fits: TokenStream = (0..body.calls.len())
        .map(|call| fit(body, aliases, call))
        .collect();
    let configs: TokenStream = (layers.clone())
        .map(|(i, layer)| config(layer, aliases, i))
        .collect();
    let given: TokenStream = (layers.clone())
        .map(|(i, layer)| array_options::constants(i + 1, layer))
        .collect();
    let given_checks: TokenStream = layers
        .map(|(i, layer)| {
            let call = body.first_call(i);
            let output = &aliases.recovered[body.input_count() + call];
            array_options::checks(i + 1, layer, &aliases.specs[call], output)
        })
        .collect();
    quote!(#types #inputs #fits #given #configs #given_checks)
}

/// The shape of an input that is written.
fn input(input: &Input, aliases: &Aliases, index: usize) -> TokenStream {
    let (recovered, shape) = (&aliases.recovered[index], &aliases.shapes[index]);
    let path = &input.shape;
    let text = print::tokens(path);
    let text = match &input.name {
        None => format!("the model's input `{text}`"),
        Some(name) => format!("the input `{name}`, `{text}`,"),
    };
    let written = match index {
        0 => "__Input".to_owned(),
        index => format!("__Input{index}"),
    };
    let written = Ident::new(&written, print::ends(path).0);
    let dims = quote!(<#written as __kerust::Shape>::DIMS);
    let rank = quote!(__kerust::recovered_input(#dims));
    let lift_recovered = lift(&rank, &dims);
    let check = call(
        quote!(__kerust::written_input),
        quote!(#text, #dims),
        print::ends(path),
    );
    let lift = lift(&check, &dims);
    let path = paths::shape(path);
    quote! {
        type #written = #path;
        __kerust::for_compiler! {
            type #recovered = #lift_recovered;
            type #shape = #lift;
        }
        __kerust::for_editor! {
            type #recovered = #written;
            type #shape = #written;
        }
    }
}

/// The shape that the first layer of a chain gives the model's input.
fn input_of_first_layer(body: &Body, aliases: &Aliases) -> TokenStream {
    let (recovered, shape) = (&aliases.recovered[0], &aliases.shapes[0]);
    let (first, layer) = (&body.layers[0], &aliases.layers[0]);
    let text = print::tokens(&first.path);
    let config = &aliases.configs[0];
    let dims = Ident::new("input_of_first_layer", Span::call_site());
    let check = call(quote!(__kerust::input), quote!(#text, #dims), first.span);
    let lift = lift(&quote!(#check), &quote!(#dims));
    let for_editor = editor::shapes(recovered, shape, &dims);
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
            { #dims.lifted().1[0] },
            { #dims.lifted().1[1] },
            { #dims.lifted().1[2] },
        >>::Shape
    }
}

/// The check of one call, and the shapes after it.
fn fit(body: &Body, aliases: &Aliases, index: usize) -> TokenStream {
    let made = &body.calls[index];
    let (layer, number) = (&body.layers[made.layer], index + 1);
    let alias = &aliases.layers[made.layer];
    let is_first = body.first_call(made.layer) == index;
    let takes = made.takes.iter().map(|taken| taken.value);
    let before: Vec<&Ident> = takes
        .clone()
        .map(|value| &aliases.recovered[value])
        .collect();
    let shapes_before = takes.map(|value| &aliases.shapes[value]);
    let value = body.input_count() + index;
    let (recovered, shape) = (&aliases.recovered[value], &aliases.shapes[value]);
    let out = private(format!("output_of_layer_{number}"));
    let check = private(format!("layer_{number}"));
    let (node, spec, config) = (
        &aliases.nodes[index],
        &aliases.specs[index],
        &aliases.configs[made.layer],
    );
    let sized = is_first.then(|| {
        let (sized, text) = (&aliases.sized[made.layer], &aliases.texts[made.layer]);
        let types = layer_type::sized(made.layer + 1, layer, alias, sized, before[0]);
        let words = layer_type::text(made.layer + 1, layer, &in_words(body, made.layer));
        quote! {
            #types
            const #text: &'static ::core::primitive::str = #words;
        }
    });
    let text = &aliases.texts[made.layer];
    let described = quote_spanned!(made.span.0=> <#alias as __kerust::Infer<#node>>::SPEC);
    let taken = made
        .takes
        .iter()
        .map(|value| taken(body, aliases, index, value));
    let arguments = quote!(#text, &[#(#taken),*], <#node as __kerust::Node>::INPUTS, #spec);
    let fits = if is_first {
        call(quote!(__kerust::fits), arguments, made.span)
    } else {
        let first = &aliases.specs[body.first_call(made.layer)];
        call(
            quote!(__kerust::fits_again),
            quote!(#arguments, #first),
            made.span,
        )
    };
    let lift_recovered = lift(&quote!(#out.rank), &quote!(#out));
    let rank = quote!(__kerust::after::<#check, (#(#shapes_before,)*)>(#out.rank));
    let lift_shape = lift(&rank, &quote!(#out));
    let for_editor = editor::shapes(recovered, shape, &out);
    quote! {
        #sized
        enum #node {}
        impl __kerust::Node for #node {
            type Layer = #alias;
            const LAYER: #alias = #config;
            const INPUTS: &'static [__kerust::Dims] = &[#(<#before as __kerust::Shape>::DIMS),*];
        }
        const #spec: &'static __kerust::Spec = &#described;
        __kerust::for_compiler! {
            const #out: __kerust::Dims =
                __kerust::output(#spec, <#node as __kerust::Node>::INPUTS);
        }
        __kerust::for_editor! {
            const #out: __kerust::Dims = __kerust::Spec::output(#spec);
        }
        type #check = __kerust::Rank<{ #fits }>;
        __kerust::for_compiler! {
            type #recovered = #lift_recovered;
            type #shape = #lift_shape;
        }
        #for_editor
    }
}

/// A layer in errors: ``layer 2 `Dense<100, 10>` ``; a graph has no numbers.
fn in_words(body: &Body, layer: usize) -> String {
    let text = print::tokens(&body.layers[layer].path);
    if body.is_chain {
        format!("layer {} `{text}`", layer + 1)
    } else {
        format!("`{text}`")
    }
}

/// A value that a call takes, for errors.
fn taken(body: &Body, aliases: &Aliases, call: usize, taken: &Taken) -> TokenStream {
    let is_input = taken.value < body.input_count();
    let text = match &taken.name {
        Some(name) if is_input => {
            let text = format!("the input `{name}`");
            quote!(#text)
        }
        Some(name) => {
            let text = format!("`{name}`");
            quote!(#text)
        }
        None if is_input => quote!("the model's input"),
        // The value that the call before the arrow gives.
        None => {
            let before = taken.value - body.input_count();
            debug_assert!(before < call, "a value is made before it is used");
            let text = &aliases.texts[body.calls[before].layer];
            quote!(#text)
        }
    };
    quote!(__kerust::Taken { text: #text, is_input: #is_input })
}

/// The constant of the layer's value. What is wrong takes its type along.
fn config(layer: &Layer, aliases: &Aliases, index: usize) -> TokenStream {
    let (config, alias) = (&aliases.configs[index], &aliases.layers[index]);
    let value = layer_type::value(index + 1, layer, alias);
    quote!(const #config: #alias = #value;)
}
