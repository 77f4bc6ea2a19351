use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, Path, Token, Visibility};

use super::ast::{Head, Layer, Model};
use super::checks::{self, Aliases};
use super::{names, options, passes};
use crate::print;

/// The whole expansion.
pub fn model(model: &Model) -> TokenStream {
    match &model.head {
        Head::Named {
            attributes,
            visibility,
            name,
        } => definition(model, attributes, visibility, name),
        Head::Anonymous => {
            let name = Ident::new("__Model", Span::mixed_site());
            let items = definition(model, &[], &Visibility::Inherited, &name);
            quote! {{ #items ::kerust::__private::Blueprint::<#name>::NEW }}
        }
    }
}

fn definition(
    model: &Model,
    attributes: &[Attribute],
    visibility: &Visibility,
    name: &Ident,
) -> TokenStream {
    let conditions: Vec<_> = (attributes.iter())
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .collect();
    let attributes = attributes.iter().filter_map(without_own_derives);
    let aliases = Aliases::of(model);
    let kinds: Vec<String> = model.layers.iter().map(Layer::kind).collect();
    let layer_names = names::layers(kinds.iter().map(String::as_str));
    let fields: Vec<Ident> = layer_names.iter().map(|name| names::field(name)).collect();
    let numbers: Vec<Literal> = (1..=fields.len()).map(Literal::usize_unsuffixed).collect();
    let checks = checks::items(model, &aliases);
    let (work, functions) = passes::items(model, &aliases, &fields);
    let layers = &aliases.layers;
    let first_layer = &layers[0];
    let inputs = &aliases.recovered[..fields.len()];
    let shapes = &aliases.shapes[1..];
    let (input, output) = (&aliases.shapes[0], &aliases.shapes[fields.len()]);
    let count = fields.len();
    let name_text = match model.head {
        Head::Named { .. } => name.unraw().to_string(),
        // Keras' name of a model without one.
        Head::Anonymous => "sequential".to_owned(),
    };
    let texts: Vec<String> = model.layers.iter().map(Layer::text).collect();
    let layer_docs = layer_docs(model, &texts);
    let views = views(model, &aliases, &fields, &texts);
    let firsts: Vec<Ident> = (1..=count + 1)
        .map(|number| format_ident!("first_lane_of_layer_{number}"))
        .collect();
    let (first, nexts) = (&firsts[0], &firsts[1..]);
    let before = &firsts[..count];
    let indices = 0..count;
    let indices_mut = indices.clone();
    let options = options::functions(&aliases, &kinds);
    quote! {
        #(#attributes)*
        #(#[doc = #layer_docs])*
        #[derive(::kerust::__private::zerocopy::FromZeros)]
        #[zerocopy(crate = "::kerust::__private::zerocopy")]
        #visibility struct #name {
            #(#fields: ::kerust::__private::Block<
                { <#name as ::kerust::__private::LanesOf<#numbers>>::LANES },
            >,)*
        }

        #(#conditions)*
        #[allow(
            non_camel_case_types,
            non_upper_case_globals,
            dead_code,
            unused_parens,
            unused_qualifications
        )]
        const _: () = {
            #checks

            #(
                #[doc(hidden)]
                impl ::kerust::__private::Nth<#numbers> for #name {
                    type Layer = #layers;
                }
                #[doc(hidden)]
                impl ::kerust::__private::LanesOf<#numbers> for #name {
                    const LANES: usize = ::kerust::__private::lanes(
                        <#layers as ::kerust::__private::Geometry<#inputs>>::WEIGHTS,
                    );
                }
            )*

            const #first: usize = 0;
            #(const #nexts: usize =
                #before + <#name as ::kerust::__private::LanesOf<#numbers>>::LANES;)*
            const number_of_head: usize = ::kerust::__private::head(&[
                #(<#layers as ::kerust::__private::Definition>::LOOK_THROUGH),*
            ]);

            const split_of_layers: [::kerust::__private::Split; #count] = ::kerust::__private::plan([
                #(<#layers as ::kerust::__private::Definition>::PARTS),*
            ]);

            #work

            impl ::kerust::__private::Model for #name {
                type Input = #input;
                type Output = #output;
                type Head = <<#name as ::kerust::__private::Nth<number_of_head>>::Layer
                    as ::kerust::__private::Definition>::Ends;
                type Work<S: ::kerust::__private::Storage, G: ::kerust::__private::Storage> =
                    __Work<S, G>;

                const ZERO: Self = #name {
                    #(#fields: ::kerust::__private::Block::ZERO,)*
                };
                const NAME: &'static str = #name_text;
                const LAYERS: &'static [::kerust::__private::LayerInfo] = &[
                    #(::kerust::__private::LayerInfo {
                        name: #layer_names,
                        kind: #kinds,
                        text: #texts,
                        output: <#shapes as ::kerust::__private::Shape>::DIMS,
                        weights: <#layers as ::kerust::__private::Geometry<#inputs>>::WEIGHTS,
                    },)*
                ];
                const PLAN: &'static [::kerust::__private::Split] = &split_of_layers;
                const READS_BYTES: bool =
                    <#first_layer as ::kerust::__private::Definition>::READS_BYTES;

                fn lanes(&self, layer: usize) -> &[::kerust::__private::Lane] {
                    match layer {
                        #(#indices => self.#fields.lanes(),)*
                        _ => ::core::panic!("the model has {} layers", #count),
                    }
                }

                fn lanes_mut(&mut self, layer: usize) -> &mut [::kerust::__private::Lane] {
                    match layer {
                        #(#indices_mut => self.#fields.lanes_mut(),)*
                        _ => ::core::panic!("the model has {} layers", #count),
                    }
                }

                #functions

                #options
            }

            impl ::kerust::__private::AsModel for #name {
                type Model = Self;

                fn as_model(&self) -> &Self {
                    self
                }
            }

            impl #name {
                /// The model with the weights of these bytes, as `to_bytes` gives them. It is a
                /// constant function: `static NET: Net = Net::from_bytes(include_bytes!("net.bin"));`
                ///
                /// # Panics
                /// If there are not as many bytes; of a constant this is an error of compilation.
                #[track_caller]
                #[must_use]
                pub const fn from_bytes(bytes: &[u8]) -> Self {
                    let mut model = <Self as ::kerust::__private::Model>::ZERO;
                    let numbers = ::kerust::__private::numbers(
                        #name_text,
                        <Self as ::kerust::__private::Model>::PARAMS,
                        bytes,
                    );
                    #(let numbers = ::kerust::__private::fill_from(
                        <#layers as ::kerust::__private::Geometry<#inputs>>::WEIGHTS,
                        model.#fields.lanes_mut(),
                        numbers,
                    );)*
                    let _ = numbers;
                    model
                }

                #views
            }

            impl ::core::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_struct(#name_text)
                        #(.field(#layer_names, &::core::format_args!("{}", #texts)))*
                        .finish()
                }
            }

            ::kerust::__private::clone_impl! { #name }
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
        let (layer, input) = (&aliases.layers[index], &aliases.recovered[index]);
        let written = &aliases.written[index];
        let (field, field_mut) = (
            &fields[index],
            format_ident!("{}_mut", fields[index].unraw()),
        );
        let doc = format!("The weights of layer {}, `{}`.", index + 1, texts[index]);
        let doc_mut = format!("{doc} They can be changed.");
        let weights = quote!(<#layer as ::kerust::__private::Geometry<#input>>::WEIGHTS);
        quote! {
            #[doc = #doc]
            #[must_use]
            pub const fn #field(&self) -> ::kerust::__private::LayerWeights<'_, #written> {
                ::kerust::__private::LayerWeights::new(#weights, self.#field.lanes())
            }

            #[doc = #doc_mut]
            #[must_use]
            pub const fn #field_mut(&mut self) -> ::kerust::__private::LayerWeightsMut<'_, #written> {
                ::kerust::__private::LayerWeightsMut::new(#weights, self.#field.lanes_mut())
            }
        }
    });
    views.collect()
}

/// The attribute without `Clone` and `Debug`, which every model has.
fn without_own_derives(attribute: &Attribute) -> Option<TokenStream> {
    if !attribute.path().is_ident("derive") {
        return Some(quote!(#attribute));
    }
    let parse = Punctuated::<Path, Token![,]>::parse_terminated;
    let Ok(derives) = attribute.parse_args_with(parse) else {
        return Some(quote!(#attribute));
    };
    let own = |path: &Path| path.is_ident("Clone") || path.is_ident("Debug");
    let others: Vec<_> = derives.into_iter().filter(|path| !own(path)).collect();
    (!others.is_empty()).then(|| quote!(#[derive(#(#others),*)]))
}
