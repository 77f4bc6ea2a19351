use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Visibility};

use super::aliases::{Aliases, private};
use super::checks;
use super::derives::Derives;
use super::{layer_type, passes};
use crate::diagnostics::print;
use crate::grammar::model::ast::{Body, Head, Model};
use crate::grammar::model::{keras_order, names};

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
    let body = &model.body;
    let (aliases, plan) = (Aliases::of(body), Plan::of(body));
    let checks = checks::items(body, &aliases);
    let functions = passes::functions(body, &plan, &aliases);
    let layers = layers(body, &plan, &aliases);
    let graph = graph(body, &plan, &aliases);
    let kinds = kinds(body, &aliases);
    let views = views(body, &plan, &aliases);
    let outputs = outputs(body, &aliases, name);
    let layer_docs = layer_docs(body);
    // The derive finds `zerocopy` by a path that begins with `self`, and so in a module only.
    let module = format_ident!("model_{}", name.unraw(), span = Span::mixed_site());
    let specs = plan
        .order
        .iter()
        .map(|layer| &aliases.specs[body.first_call(*layer)]);
    let first_specs = first_specs(body, &aliases);
    let calls = 1..=body.calls.len();
    let of_calls = body.calls.iter().map(|call| &aliases.layers[call.layer]);
    let (names, texts) = (&plan.names, plan.texts(body));
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
                pub(super) weights: __kerust::Block<{ <#name as __kerust::HasVectors>::VECTORS }>,
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
                impl __kerust::Nth<#calls> for #name {
                    type Layer = #of_calls;
                }
            )*

            /// The number of vectors before each layer, and of all.
            const vectors_before_layers: &[::core::primitive::usize] = &__kerust::sums([
                0, #(__kerust::vectors(#specs.weights.as_slice())),*
            ]);

            #[doc(hidden)]
            impl __kerust::HasVectors for #name {
                const VECTORS: ::core::primitive::usize =
                    vectors_before_layers[vectors_before_layers.len() - 1];
            }

            #graph

            impl __kerust::Model for #name {
                #kinds

                const ZERO: Self = #name {
                    weights: __kerust::Block::ZERO,
                };
                const NAME: &'static ::core::primitive::str = #name_text;
                const LAYERS: &'static [__kerust::LayerInfo] = &[#layers];
                const GRAPH: &'static __kerust::Graph = &operations_of_model.graph();
                const CASTS_BYTES: ::core::primitive::bool = true #(&& #first_specs.casts_bytes)*;

                #[inline(always)]
                fn vectors(&self, layer: ::core::primitive::usize) -> &[__kerust::Vector16] {
                    &__kerust::Block::vectors(&self.weights)
                        [vectors_before_layers[layer]..vectors_before_layers[layer + 1]]
                }

                #[inline(always)]
                fn vectors_mut(&mut self, layer: ::core::primitive::usize) -> &mut [__kerust::Vector16] {
                    &mut __kerust::Block::vectors_mut(&mut self.weights)
                        [vectors_before_layers[layer]..vectors_before_layers[layer + 1]]
                }

                #functions
            }

            #outputs

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
                    __kerust::fill_from(
                        #name_text,
                        <Self as __kerust::Model>::LAYERS,
                        __kerust::Block::vectors_mut(&mut model.weights),
                        bytes,
                    );
                    model
                }

                #views
            }

            impl ::core::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    __kerust::debug(f, #name_text, &[#((#names, #texts)),*])
                }
            }

            #clone
        };
    }
}

/// The layers of a model in Keras' order, which is that of the weights.
pub struct Plan {
    /// The indices of the layers.
    order: Vec<usize>,
    /// The name of each layer, as they are written.
    names: Vec<String>,
}

impl Plan {
    fn of(body: &Body) -> Self {
        Plan {
            order: keras_order::layers(body),
            names: names::layers(&body.layers),
        }
    }

    /// The place of a layer in Keras' order.
    pub fn place_of(&self, layer: usize) -> usize {
        let place = self.order.iter().position(|other| *other == layer);
        place.unwrap_or_default()
    }

    /// The texts of the layers, as they are written: constants.
    fn texts(&self, body: &Body) -> Vec<TokenStream> {
        let layers = body.layers.iter().enumerate();
        layers
            .map(|(index, layer)| layer_type::text(index + 1, layer, &layer.text()))
            .collect()
    }
}

/// The elements of `LAYERS`.
fn layers(body: &Body, plan: &Plan, aliases: &Aliases) -> TokenStream {
    let layers = plan.order.iter().map(|index| {
        let layer = &body.layers[*index];
        let (name, kind) = (&plan.names[*index], layer.kind());
        let text = layer_type::text(index + 1, layer, &layer.text());
        let call = body.first_call(*index);
        let (spec, ty) = (&aliases.specs[call], &aliases.layers[*index]);
        let (number, inputs) = (call + 1, body.input_count());
        let is_trainable = layer.is_trainable;
        quote! {
            __kerust::LayerInfo {
                name: #name,
                kind: #kind,
                text: #text,
                output: __kerust::Spec::output(#spec),
                weights: #spec.weights.as_slice(),
                config: &#spec.config,
                computes: #spec.computes,
                activation: __kerust::activation::<<#ty as __kerust::Layer>::Activation>(),
                activity: #spec.activity,
                is_trainable: #is_trainable,
                split: operations_of_model.operations()[__kerust::output_of(#number, #inputs) - 1].split,
            },
        }
    });
    layers.collect()
}

/// The planned operations.
fn graph(body: &Body, plan: &Plan, aliases: &Aliases) -> TokenStream {
    let inputs = body.input_count();
    let operations = inputs + 2 * body.calls.len();
    let shapes = aliases.shapes[..inputs].iter();
    let steps = body.calls.iter().enumerate().map(|(index, call)| {
        let (spec, ty) = (&aliases.specs[index], &aliases.layers[call.layer]);
        let values = call.takes.iter().map(|taken| taken.value);
        let layer = plan.place_of(call.layer) + 1;
        let is_trainable = body.layers[call.layer].is_trainable;
        quote! {
            __kerust::Step {
                spec: #spec,
                ending: __kerust::ending::<<#ty as __kerust::Layer>::Activation>(),
                layer: #layer,
                is_trainable: #is_trainable,
                inputs: &[#(#values),*],
            }
        }
    });
    let values = body.outputs.iter().map(|output| output.value);
    let (of_heads, of_operations) = (values.clone(), values.clone());
    let outputs = body.outputs.len();
    let (indices, number_of_head) = (0..outputs, (0..outputs).map(number_of_head));
    quote! {
        const steps_of_model: &[__kerust::Step] = &[#(#steps),*];
        /// The calls, from 1, whose activations the losses of the outputs depend on.
        const numbers_of_heads: [::core::primitive::usize; #outputs] = [
            #(__kerust::head(steps_of_model, #of_heads, #inputs)),*
        ];
        #(const #number_of_head: ::core::primitive::usize = numbers_of_heads[#indices];)*
        #[allow(long_running_const_eval)]
        const operations_of_model: &'static __kerust::Planned<#operations, #outputs> =
            &__kerust::Planned::new(
                __kerust::operations(
                    &[#(<#shapes as __kerust::Shape>::DIMS.len()),*],
                    steps_of_model,
                    &[#(#of_operations),*],
                ),
                #inputs,
                [#(#values),*],
                numbers_of_heads,
            );
    }
}

/// The name of the number of one head, which an editor's analysis evaluates as it does no expression in a type.
fn number_of_head(output: usize) -> Ident {
    private(format!("number_of_head_{output}"))
}

/// The types of the model's inputs and outputs.
fn kinds(body: &Body, aliases: &Aliases) -> TokenStream {
    let inputs = several(
        aliases.shapes[..body.input_count()]
            .iter()
            .map(|shape| quote!(#shape)),
    );
    let outputs = body
        .outputs
        .iter()
        .map(|output| &aliases.shapes[output.value]);
    let outputs = several(outputs.map(|shape| quote!(#shape)));
    let heads = (0..body.outputs.len()).map(|output| {
        let number = number_of_head(output);
        quote! {
            <<Self as __kerust::Nth<#number>>::Layer
                as __kerust::Layer>::Activation
        }
    });
    let heads = several(heads);
    quote! {
        type Input = #inputs;
        type Output = #outputs;
        type Head = #heads;
    }
}

/// A type by itself, or a tuple of several.
fn several(types: impl ExactSizeIterator<Item = TokenStream>) -> TokenStream {
    match types.len() {
        1 => types.collect(),
        _ => quote!((#(#types),*)),
    }
}

/// The descriptions of the layers that take the first input.
fn first_specs<'a>(body: &Body, aliases: &'a Aliases) -> Vec<&'a Ident> {
    let calls = body.calls.iter().zip(&aliases.specs);
    let first = calls.filter(|(call, _)| call.takes.iter().any(|taken| taken.value == 0));
    first.map(|(_, spec)| spec).collect()
}

/// What is known of outputs with names.
fn outputs(body: &Body, aliases: &Aliases, model: &Ident) -> TokenStream {
    let _ = (body, aliases, model);
    TokenStream::new()
}

/// The layers as they are written, for the model's documentation.
fn layer_docs(body: &Body) -> Vec<String> {
    let mut lines = vec![String::new(), "# Layers".to_owned(), String::new()];
    for input in &body.inputs {
        let shape = print::tokens(&input.shape);
        lines.push(match &input.name {
            None => format!("Input: `{shape}`"),
            Some(name) => format!("Input `{name}`: `{shape}`"),
        });
        lines.push(String::new());
    }
    let layers = body.layers.iter().enumerate();
    lines.extend(layers.map(|(index, layer)| format!("{}. `{}`", index + 1, layer.text())));
    lines
}

/// `dense()` and `dense_mut()` for every layer.
fn views(body: &Body, plan: &Plan, aliases: &Aliases) -> TokenStream {
    let views = body.layers.iter().enumerate().map(|(index, layer)| {
        let spec = &aliases.specs[body.first_call(index)];
        let (sized, place) = (&aliases.sized[index], plan.place_of(index));
        let field = names::field(&plan.names[index]);
        let field_mut = format_ident!("{}_mut", field.unraw());
        let doc = format!("The weights of layer {}, `{}`.", index + 1, layer.text());
        let doc_mut = format!("{doc} They can be changed.");
        let weights = quote!(#spec.weights.as_slice());
        let (first, last) = (
            quote!(vectors_before_layers[#place]),
            quote!(vectors_before_layers[#place + 1]),
        );
        quote! {
            #[doc = #doc]
            #[must_use]
            pub const fn #field(&self) -> __kerust::LayerWeights<'_, #sized> {
                let all = __kerust::Block::vectors(&self.weights);
                __kerust::LayerWeights::new(#weights, __kerust::part(all, #first, #last))
            }

            #[doc = #doc_mut]
            #[must_use]
            pub const fn #field_mut(&mut self) -> __kerust::LayerWeightsMut<'_, #sized> {
                let all = __kerust::Block::vectors_mut(&mut self.weights);
                __kerust::LayerWeightsMut::new(#weights, __kerust::part_mut(all, #first, #last))
            }
        }
    });
    views.collect()
}
