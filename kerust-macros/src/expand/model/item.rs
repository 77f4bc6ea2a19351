use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Visibility};

use super::aliases::Aliases;
use super::checks;
use super::derives::Derives;
use super::editor;
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
    let graph = graph(body, &plan, &aliases);
    let kinds = kinds(body, &aliases);
    let views = views(body, &plan, &aliases);
    let outputs = outputs(body, &aliases, name);
    let layer_docs = layer_docs(body);
    // The derive finds `zerocopy` by a path that begins with `self`, and so in a module only.
    let module = format_ident!("model_{}", name.unraw(), span = Span::mixed_site());
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
                pub(super) weights: __kerust::Block<{ <#name as __kerust::Sizes>::VECTORS }>,
                pub(super) frozen: __kerust::Frozen<{ <#name as __kerust::Sizes>::LAYERS }>,
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

            #graph

            #[doc(hidden)]
            impl __kerust::Sizes for #name {
                const VECTORS: ::core::primitive::usize = vectors_before_layers[number_of_layers];
                const LAYERS: ::core::primitive::usize = number_of_layers;
            }

            impl __kerust::Model for #name {
                #kinds

                const ZERO: Self = #name {
                    weights: __kerust::Block::ZERO,
                    frozen: __kerust::Frozen::NONE,
                };
                const NAME: &'static ::core::primitive::str = #name_text;
                const LAYERS: &'static [__kerust::LayerInfo] = layers_of_model;
                const STEPS: &'static [__kerust::Step] = steps_of_model;
                const GRAPH: &'static __kerust::Graph = &operations_of_model.graph();
                const FIRST_VECTORS: &'static [::core::primitive::usize] = vectors_before_layers;
                const CASTS_BYTES: ::core::primitive::bool = true #(&& #first_specs.casts_bytes)*;

                #[inline(always)]
                fn all_vectors(&self) -> &[__kerust::Vector16] {
                    __kerust::Block::vectors(&self.weights)
                }

                #[inline(always)]
                fn all_vectors_mut(&mut self) -> &mut [__kerust::Vector16] {
                    __kerust::Block::vectors_mut(&mut self.weights)
                }

                fn frozen(&self) -> &[::core::primitive::bool] {
                    &self.frozen.0
                }

                fn frozen_mut(&mut self) -> &mut [::core::primitive::bool] {
                    &mut self.frozen.0
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

    /// The vectors of a layer among those of the model: constants.
    pub fn vectors_of(&self, layer: usize) -> (TokenStream, TokenStream) {
        let place = self.place_of(layer);
        let next = place + 1;
        (
            quote!(vectors_before_layers[layers_before_parts[#place]]),
            quote!(vectors_before_layers[layers_before_parts[#next]]),
        )
    }

    /// The texts of the layers, as they are written: constants.
    fn texts(&self, body: &Body) -> Vec<TokenStream> {
        let layers = body.layers.iter().enumerate();
        layers
            .map(|(index, layer)| layer_type::text(index + 1, layer, &layer.text()))
            .collect()
    }
}

/// The planned operations, and the layers.
fn graph(body: &Body, plan: &Plan, aliases: &Aliases) -> TokenStream {
    let (inputs, outputs) = (body.input_count(), body.outputs.len());
    let (calls, parts) = (body.calls.len(), plan.order.len());
    let shapes = aliases.shapes[..inputs].iter();
    let types = plan.order.iter().map(|layer| &aliases.layers[*layer]);
    let steps = body.calls.iter().enumerate().map(|(index, call)| {
        let (spec, part) = (&aliases.specs[index], &aliases.layers[call.layer]);
        let values = call.takes.iter().map(|taken| taken.value);
        let place = plan.place_of(call.layer);
        let is_trainable = body.layers[call.layer].is_trainable;
        quote! {
            __kerust::Step {
                spec: #spec,
                ending: <#part as __kerust::Part>::ENDING,
                layer: layers_before_parts[#place] + 1,
                is_trainable: #is_trainable,
                inputs: &[#(#values),*],
                inner: <#part as __kerust::Part>::INNER,
            }
        }
    });
    let infos = plan.order.iter().map(|index| {
        let layer = &body.layers[*index];
        let (name, kind) = (&plan.names[*index], layer.kind());
        let text = layer_type::text(index + 1, layer, &layer.text());
        let spec = &aliases.specs[body.first_call(*index)];
        let (part, is_trainable) = (&aliases.layers[*index], layer.is_trainable);
        quote! {
            __kerust::PartInfo {
                layer: __kerust::LayerInfo {
                    name: #name,
                    scopes: [""; 4],
                    kind: #kind,
                    text: #text,
                    output: __kerust::Spec::output(#spec),
                    weights: #spec.weights.as_slice(),
                    config: &#spec.config,
                    computes: #spec.computes,
                    activation: __kerust::activation::<<#part as __kerust::Part>::Activation>(),
                    activity: #spec.activity,
                    is_trainable: #is_trainable,
                    split: __kerust::Split::Whole,
                },
                inner: <#part as __kerust::Part>::LAYERS,
            }
        }
    });
    let values = body.outputs.iter().map(|output| output.value);
    let of_operations = values.clone();
    let (indices, number_of_head) = (0..outputs, (0..outputs).map(editor::number_of_head));
    let heads_for_editor = editor::heads(body, aliases);
    quote! {
        const layers_before_parts: [::core::primitive::usize; #parts + 1] =
            __kerust::sums([0, #(__kerust::layers_of::<#types>()),*]);
        const steps_of_model: &[__kerust::Step] = &[#(#steps),*];
        /// The calls, from 1, whose activations the losses of the outputs depend on.
        const numbers_of_heads: [::core::primitive::usize; #outputs] = [
            #(__kerust::head(steps_of_model, #values, #inputs)),*
        ];
        __kerust::for_compiler! {
            #(const #number_of_head: ::core::primitive::usize = numbers_of_heads[#indices];)*
        }
        #heads_for_editor
        const first_operations_of_calls: [::core::primitive::usize; #calls] =
            __kerust::first_operations(#inputs, steps_of_model);
        const number_of_operations: ::core::primitive::usize =
            __kerust::count(#inputs, steps_of_model);
        #[allow(long_running_const_eval)]
        const operations_of_model: &'static __kerust::Planned<number_of_operations, #outputs> =
            &__kerust::Planned::new(
                __kerust::operations(
                    &[#(<#shapes as __kerust::Shape>::DIMS.len()),*],
                    steps_of_model,
                    [#(#of_operations),*],
                ),
                #inputs,
            );
        const number_of_layers: ::core::primitive::usize = layers_before_parts[#parts];
        const layers_of_model: &'static [__kerust::LayerInfo] =
            &__kerust::layers::<number_of_layers>(
                &[#(#infos),*],
                operations_of_model.operations(),
            );
        const vectors_before_layers: &'static [::core::primitive::usize] =
            &__kerust::first_vectors::<{ number_of_layers + 1 }>(layers_of_model);
    }
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
        let number = editor::number_of_head(output);
        quote! {
            <<Self as __kerust::Nth<#number>>::Layer
                as __kerust::Part>::Activation
        }
    });
    let heads = several(heads);
    let shapes_in = aliases.shapes[..body.input_count()].iter();
    let shapes_out = body
        .outputs
        .iter()
        .map(|output| &aliases.shapes[output.value]);
    let values = body.outputs.iter().map(|output| output.value);
    let names = body.outputs.iter().map(|output| {
        let name = output.name.as_ref();
        name.map_or_else(String::new, |name| name.unraw().to_string())
    });
    quote! {
        type Input = #inputs;
        type Output = #outputs;
        type Head = #heads;

        const INPUTS: &'static [__kerust::Dims] = &[#(<#shapes_in as __kerust::Shape>::DIMS),*];
        const OUTPUTS: &'static [__kerust::Dims] = &[#(<#shapes_out as __kerust::Shape>::DIMS),*];
        const OUTPUT_NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];
        const OUTPUT_VALUES: &'static [::core::primitive::usize] = &[#(#values),*];
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

/// The facts about several outputs, which have names; a model with one is a layer of other models.
fn outputs(body: &Body, aliases: &Aliases, model: &Ident) -> TokenStream {
    if body.outputs.len() == 1 {
        return quote! {
            impl __kerust::Element for #model {
                type Part = __kerust::Submodel<Self>;
                const OPTIONS: ::core::option::Option<&'static [&'static ::core::primitive::str]> =
                    ::core::option::Option::Some(&[]);
            }
        };
    }
    let shapes = (body.outputs.iter()).map(|output| &aliases.shapes[output.value]);
    let all = several(shapes.map(|shape| quote!(#shape)));
    let named = (body.outputs.iter().enumerate()).filter_map(|(index, output)| {
        let name = output.name.as_ref()?.unraw().to_string();
        let (shape, number) = (&aliases.shapes[output.value], editor::number_of_head(index));
        Some(quote! {
            #[diagnostic::do_not_recommend]
            impl<N> __kerust::HasOutput<#model, N, __kerust::Hash<{ __kerust::key(#name) }>>
                for #all
            {
                const INDEX: ::core::primitive::usize = #index;
                type Place = __kerust::At<#index>;
                type Shape = #shape;
                type LastActivation =
                    <<#model as __kerust::Nth<#number>>::Layer
                        as __kerust::Part>::Activation;
            }
        })
    });
    named.collect()
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
        let sized = &aliases.sized[index];
        let field = names::field(&plan.names[index]);
        let field_mut = format_ident!("{}_mut", field.unraw());
        let doc = format!("The weights of layer {}, `{}`.", index + 1, layer.text());
        let doc_mut = format!("{doc} They can be changed.");
        let weights = quote!(#spec.weights.as_slice());
        let (first, last) = plan.vectors_of(index);
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
