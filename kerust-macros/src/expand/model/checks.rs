//! The types and constants by which the compiler checks a model.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::{array_options, layer_type};
use crate::diagnostics::print;
use crate::grammar::model::ast::{Layer, LayerOption, Model};
use crate::grammar::model::paths;

/// The names of the private aliases of a model. Numbers count layers from 1; 0 is the input.
pub struct Aliases {
    /// The layers' types.
    pub layers: Vec<Ident>,
    /// The same as they are written, without their options.
    pub written: Vec<Ident>,
    /// Their values.
    pub configs: Vec<Ident>,
    /// The types that carry a value and the shapes of its inputs.
    pub nodes: Vec<Ident>,
    /// Their descriptions.
    pub specs: Vec<Ident>,
    /// Shapes after each layer that are never wrong, so that each layer can be checked.
    pub recovered: Vec<Ident>,
    /// Shapes after each layer that an error takes with it, so that it is reported once.
    pub shapes: Vec<Ident>,
}

impl Aliases {
    pub fn of(model: &Model) -> Self {
        // Small letters: no constant and no type of a user's has such a name.
        let after = |what: &str, number| match number {
            0 => private(format!("{what}_of_input")),
            number => private(format!("{what}_of_layer_{number}")),
        };
        let numbers = 0..=model.layers.len();
        Aliases {
            layers: (model.layers.iter().enumerate())
                .map(|(index, layer)| Ident::new(&format!("__Layer{}", index + 1), layer.first()))
                .collect(),
            written: (model.layers.iter().enumerate())
                .map(|(index, layer)| written(index + 1, layer))
                .collect(),
            configs: (1..=model.layers.len())
                .map(|n| private(format!("settings_of_layer_{n}")))
                .collect(),
            nodes: (1..=model.layers.len())
                .map(|n| private(format!("node_of_layer_{n}")))
                .collect(),
            specs: (1..=model.layers.len())
                .map(|n| private(format!("spec_of_layer_{n}")))
                .collect(),
            recovered: numbers.clone().map(|n| after("shape", n)).collect(),
            shapes: numbers.map(|n| after("checked_shape", n)).collect(),
        }
    }
}

/// A name of the expansion's own.
pub fn private(name: String) -> Ident {
    Ident::new(&name, Span::mixed_site())
}

/// A call whose span goes from `first` to `last`: its path has the one, its parentheses the other,
/// and the compiler underlines all between.
pub fn call(path: TokenStream, arguments: TokenStream, (first, last): (Span, Span)) -> TokenStream {
    let path = path.into_iter().map(|mut token| {
        token.set_span(first);
        token
    });
    let mut parentheses = Group::new(Delimiter::Parenthesis, arguments);
    parentheses.set_span(last);
    path.chain([TokenTree::Group(parentheses)]).collect()
}

/// The alias of a layer's type as it is written.
pub fn written(number: usize, layer: &Layer) -> Ident {
    Ident::new(&format!("__Written{number}"), layer.first())
}

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
            type #recovered = #lift_recovered;
            type #shape = #lift;
        };
    }
    let (first, layer) = (&model.layers[0], &aliases.layers[0]);
    let text = print::tokens(&first.path);
    let config = &aliases.configs[0];
    let dims = quote!(input_of_first_layer);
    let check = call(quote!(__kerust::input), quote!(#text, #dims), first.span);
    let lift = lift(&quote!(#check), &dims);
    // The shape that the layer itself gives its input.
    quote! {
        enum first_node {}
        impl __kerust::Node for first_node {
            type Layer = #layer;
            const LAYER: #layer = #config;
            const INPUTS: &'static [__kerust::Dims] = &[__kerust::Dims::UNKNOWN];
        }
        const input_of_first_layer: __kerust::Dims =
            <#layer as __kerust::Infer<first_node>>::SPEC.input;
        type #recovered = #lift;
        type #shape = #recovered;
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
    quote! {
        enum #node {}
        impl __kerust::Node for #node {
            type Layer = #alias;
            const LAYER: #alias = #config;
            const INPUTS: &'static [__kerust::Dims] = &[<#before as __kerust::Shape>::DIMS];
        }
        const #spec: &'static __kerust::Spec = &#described;
        const #out: __kerust::Dims = __kerust::Spec::output(#spec);
        type #recovered = #lift_recovered;
        type #check = __kerust::Rank<{ #fits }>;
        type #shape = #lift_shape;
    }
}

/// The constant of the layer's value. What is wrong takes its type along.
fn config(layer: &Layer, aliases: &Aliases, index: usize) -> TokenStream {
    let (config, alias) = (&aliases.configs[index], &aliases.layers[index]);
    let value = value(index + 1, layer, alias);
    quote!(const #config: #alias = #value;)
}

/// The layer's value: `new` of its type with the values in its parentheses, then its settings.
pub fn value(number: usize, layer: &Layer, ty: &Ident) -> TokenStream {
    let values: Vec<_> = (layer.options.iter())
        .filter_map(|option| match option {
            LayerOption::Value(value) => Some(value),
            _ => None,
        })
        .collect();
    let span = match values[..] {
        [] => layer.span,
        [first, .., last] => (print::ends(first).0, print::ends(last).1),
        [only] => print::ends(only),
    };
    let new = call(quote!(<#ty>::new), quote!(#(#values),*), span);
    let options = layer.options.iter().enumerate();
    let settings = options.filter_map(|(option, given)| match given {
        LayerOption::Setting(key, value) => Some(quote!(.#key(#value))),
        LayerOption::OfArray(key, _) => {
            let constant = array_options::constant(number, option);
            Some(quote!(.#key(#constant)))
        }
        _ => None,
    });
    quote!(#new #(#settings)*)
}
