use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Visibility};

use super::aliases::Aliases;
use super::checks;
use super::derives::Derives;
use super::passes;
use crate::diagnostics::print;
use crate::grammar::model::ast::{Head, Layer, Model};
use crate::grammar::model::names;

/// The whole expansion.
pub fn model(model: &Model, krate: &TokenTree) -> TokenStream {
    match &model.head {
        Head::Named {
            attributes,
            visibility,
            name,
        } => definition(model, krate, attributes, visibility, name),
        Head::Anonymous => {
            let name = Ident::new("__Model", Span::mixed_site());
            let items = definition(model, krate, &[], &Visibility::Inherited, &name);
            quote! {{ #items #krate::__private::Blueprint::<#name>::NEW }}
        }
    }
}

fn definition(
    model: &Model,
    krate: &TokenTree,
    attributes: &[Attribute],
    visibility: &Visibility,
    name: &Ident,
) -> TokenStream {
    let conditions: Vec<_> = (attributes.iter())
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .collect();
    let name_text = match model.head {
        Head::Named { .. } => name.unraw().to_string(),
        // Keras' name of a model without one.
        Head::Anonymous => "sequential".to_owned(),
    };
    let derives = Derives::of(attributes);
    let (attributes, foreign) = (&derives.attributes, &derives.foreign);
    let clone = derives.clone(name, &name_text);
    let aliases = Aliases::of(model);
    let kinds: Vec<String> = model.layers.iter().map(Layer::kind).collect();
    let layer_names = names::layers(kinds.iter().map(String::as_str));
    let fields: Vec<Ident> = layer_names.iter().map(|name| names::field(name)).collect();
    let numbers: Vec<Literal> = (1..=fields.len()).map(Literal::usize_unsuffixed).collect();
    let checks = checks::items(model, &aliases);
    let functions = passes::functions(&aliases, &fields);
    let layers = &aliases.layers;
    let specs = &aliases.specs;
    let (first_spec, operations) = (&specs[0], 2 * fields.len() + 1);
    let (input, output) = (&aliases.shapes[0], &aliases.shapes[fields.len()]);
    let count = fields.len();
    // The derive finds `zerocopy` by a path that begins with `self`, and so in a module only.
    let module = format_ident!("model_{}", name.unraw(), span = Span::mixed_site());
    let texts: Vec<String> = model.layers.iter().map(Layer::text).collect();
    let layer_docs = layer_docs(model, &texts);
    let views = views(model, &aliases, &fields, &texts);
    let indices = 0..count;
    let indices_mut = indices.clone();
    let before = 0..count;
    quote! {
        #(#conditions)*
        #[allow(non_snake_case, unreachable_pub)]
        mod #module {
            use #krate::__private as __kerust;
            #foreign
            #(#attributes)*
            #(#[doc = #layer_docs])*
            #[::core::prelude::v1::derive(__kerust::zerocopy::FromZeros)]
            #[zerocopy(crate = "self::__kerust::zerocopy")]
            pub struct #name {
                #(pub(super) #fields: __kerust::Block<
                    { <#name as __kerust::VectorsOf<#numbers>>::VECTORS },
                >,)*
            }
        }
        #(#conditions)*
        #[allow(unused_imports)]
        #visibility use #module::#name;

        #(#conditions)*
        #[allow(
            non_camel_case_types,
            non_upper_case_globals,
            dead_code,
            unused_parens,
            unused_qualifications
        )]
        const _: () = {
            use #krate::__private as __kerust;

            #checks

            #(
                #[doc(hidden)]
                impl __kerust::Nth<#numbers> for #name {
                    type Layer = #layers;
                }
                #[doc(hidden)]
                impl __kerust::VectorsOf<#numbers> for #name {
                    const VECTORS: ::core::primitive::usize =
                        __kerust::vectors(#specs.weights.as_slice());
                }
            )*

            const vectors_before_layers: [::core::primitive::usize; #count + 1] =
                __kerust::sums([
                    0, #(<#name as __kerust::VectorsOf<#numbers>>::VECTORS),*
                ]);
            const number_of_head: ::core::primitive::usize = __kerust::head(&[#(#specs),*]);

            #[allow(long_running_const_eval)]
            const operations_of_model: &'static __kerust::Planned<#operations, 1> =
                &__kerust::Planned::new(
                    __kerust::operations(
                        &[<#input as __kerust::Shape>::DIMS.len()],
                        &[#(__kerust::Step {
                            spec: #specs,
                            ending: __kerust::ending::<<#layers as __kerust::Layer>::Activation>(),
                            inputs: &[#before],
                        }),*],
                        &[#count],
                    ),
                    1,
                    [#count],
                    [number_of_head],
                );

            impl __kerust::Model for #name {
                type Input = #input;
                type Output = #output;
                type Head = <<#name as __kerust::Nth<number_of_head>>::Layer
                    as __kerust::Layer>::Activation;

                const ZERO: Self = #name {
                    #(#fields: __kerust::Block::ZERO,)*
                };
                const NAME: &'static ::core::primitive::str = #name_text;
                const LAYERS: &'static [__kerust::LayerInfo] = &[
                    #(__kerust::LayerInfo {
                        name: #layer_names,
                        kind: #kinds,
                        text: #texts,
                        output: __kerust::Spec::output(#specs),
                        weights: #specs.weights.as_slice(),
                        config: &#specs.config,
                        computes: #specs.computes,
                        activation: __kerust::activation::<<#layers as __kerust::Layer>::Activation>(),
                        activity: #specs.activity,
                        split: operations_of_model.operations()[__kerust::output_of(#numbers, 1) - 1].split,
                    },)*
                ];
                const GRAPH: &'static __kerust::Graph = &operations_of_model.graph();
                const CASTS_BYTES: ::core::primitive::bool = #first_spec.casts_bytes;

                fn vectors(&self, layer: ::core::primitive::usize) -> &[__kerust::Vector16] {
                    match layer {
                        #(#indices => __kerust::Block::vectors(&self.#fields),)*
                        _ => ::core::panic!("the model has {} layers", #count),
                    }
                }

                fn vectors_mut(&mut self, layer: ::core::primitive::usize) -> &mut [__kerust::Vector16] {
                    match layer {
                        #(#indices_mut => __kerust::Block::vectors_mut(&mut self.#fields),)*
                        _ => ::core::panic!("the model has {} layers", #count),
                    }
                }

                #functions
            }

            impl __kerust::AsModel for #name {
                type Model = Self;

                fn as_model(&self) -> &Self {
                    self
                }

                fn as_model_mut(&mut self) -> &mut Self {
                    self
                }
            }

            impl #name {
                /// The model with the weights of these bytes, as `to_bytes` gives them. It is a
                /// constant function: `static NET: Net = Net::from_bytes(include_bytes!("net.bin"));` Called
                /// while the program runs it returns the model over the stack.
                ///
                /// # Panics
                /// If there are not as many bytes; of a constant this is an error of compilation.
                #[track_caller]
                #[must_use]
                pub const fn from_bytes(bytes: &[::core::primitive::u8]) -> Self {
                    let mut model = <Self as __kerust::Model>::ZERO;
                    let numbers = __kerust::numbers(
                        #name_text,
                        <Self as __kerust::Model>::PARAMS,
                        bytes,
                    );
                    #(let numbers = __kerust::fill_from(
                        #specs.weights.as_slice(),
                        __kerust::Block::vectors_mut(&mut model.#fields),
                        numbers,
                    );)*
                    let _ = numbers;
                    model
                }

                #views
            }

            impl ::core::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    __kerust::debug(f, #name_text, &[#((#layer_names, #texts)),*])
                }
            }

            #clone
        };
    }
}

/// The layers as they are written, for the model's documentation.
fn layer_docs(model: &Model, texts: &[String]) -> Vec<String> {
    let mut lines = vec![String::new(), "# Layers".to_owned(), String::new()];
    if let Some(input) = &model.input {
        lines.push(format!("Input: `{}`", print::tokens(input)));
        lines.push(String::new());
    }
    let layers = texts.iter().enumerate();
    lines.extend(layers.map(|(index, text)| format!("{}. `{text}`", index + 1)));
    lines
}

/// `dense()` and `dense_mut()` for every layer.
fn views(model: &Model, aliases: &Aliases, fields: &[Ident], texts: &[String]) -> TokenStream {
    let views = (0..model.layers.len()).map(|index| {
        let (spec, written) = (&aliases.specs[index], &aliases.written[index]);
        let (field, field_mut) = (
            &fields[index],
            format_ident!("{}_mut", fields[index].unraw()),
        );
        let doc = format!("The weights of layer {}, `{}`.", index + 1, texts[index]);
        let doc_mut = format!("{doc} They can be changed.");
        let weights = quote!(#spec.weights.as_slice());
        quote! {
            #[doc = #doc]
            #[must_use]
            pub const fn #field(&self) -> __kerust::LayerWeights<'_, #written> {
                __kerust::LayerWeights::new(#weights, __kerust::Block::vectors(&self.#field))
            }

            #[doc = #doc_mut]
            #[must_use]
            pub const fn #field_mut(&mut self) -> __kerust::LayerWeightsMut<'_, #written> {
                __kerust::LayerWeightsMut::new(#weights, __kerust::Block::vectors_mut(&mut self.#field))
            }
        }
    });
    views.collect()
}
