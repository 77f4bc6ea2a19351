//! The straight code of a model: one call a layer and direction.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::ast::Model;
use super::checks::Aliases;

/// The fields for the values between the layers.
struct Between {
    outputs: Vec<Ident>,
    gradients: Vec<Ident>,
    /// The inputs of activations whose backward pass needs them.
    kept: Vec<Ident>,
    /// The types that say whether a layer keeps it.
    keeping: Vec<Ident>,
}

/// The item `__Work`, and the part of `impl Model` that runs the layers.
pub fn items(model: &Model, aliases: &Aliases, fields: &[Ident]) -> (TokenStream, TokenStream) {
    let numbers = 1..=model.layers.len();
    let between = Between {
        outputs: numbers
            .clone()
            .map(|n| format_ident!("output_{n}"))
            .collect(),
        gradients: numbers
            .clone()
            .map(|n| format_ident!("gradient_{n}"))
            .collect(),
        kept: numbers.clone().map(|n| format_ident!("kept_{n}")).collect(),
        keeping: numbers
            .map(|n| format_ident!("keeping_of_layer_{n}"))
            .collect(),
    };
    (
        work(aliases, &between),
        functions(model, aliases, fields, &between),
    )
}

fn work(aliases: &Aliases, between: &Between) -> TokenStream {
    let Between {
        outputs,
        gradients,
        kept,
        keeping,
    } = between;
    let (layers, shapes) = (&aliases.layers, &aliases.shapes[1..]);
    quote! {
        #(type #keeping = __kerust::Gate<{
            <<#layers as __kerust::Definition>::Ends
                as __kerust::Activate>::KEEPS_INPUT
        }>;)*

        #[allow(missing_debug_implementations)]
        pub struct __Work<S: __kerust::Storage, G: __kerust::Storage> {
            #(#outputs: S::Of<<#shapes as __kerust::Shape>::Row>,)*
            #(#gradients: G::Of<<#shapes as __kerust::Shape>::Row>,)*
            #(#kept: <#keeping as __kerust::Keep<
                <#shapes as __kerust::Shape>::Row,
            >>::In<G>,)*
        }
    }
}

fn functions(model: &Model, aliases: &Aliases, fields: &[Ident], between: &Between) -> TokenStream {
    let Between {
        outputs,
        gradients,
        kept,
        keeping,
    } = between;
    let shapes = &aliases.shapes[1..];
    let count = model.layers.len();
    let (last_output, last_gradient) = (&outputs[count - 1], &gradients[count - 1]);
    let last_config = &aliases.configs[count - 1];
    let last_keeps = as_keeping(aliases, between, count - 1);
    let input = &aliases.shapes[0];
    let forward = (0..count).map(|i| forward(model, aliases, fields, between, i));
    let backward = (0..count)
        .rev()
        .map(|i| backward(model, aliases, fields, between, i));
    quote! {
        #[inline(always)]
        fn fused() -> ::core::primitive::bool {
            number_of_head == #count
                && !#last_keeps::KEEPS
                && !__kerust::is_activity_regularized(&#last_config)
        }

        fn work<S: __kerust::Storage, G: __kerust::Storage>(
            rows: ::core::primitive::usize,
        ) -> __Work<S, G> {
            __Work {
                #(#outputs: S::zeroed(rows),)*
                #(#gradients: G::zeroed(rows),)*
                #(#kept: <#keeping as __kerust::Keep<
                    <#shapes as __kerust::Shape>::Row,
                >>::room::<G>(rows),)*
            }
        }

        #[inline(always)]
        fn forward<S, G, X>(&self, x: &X, work: &mut __Work<S, G>, pass: &__kerust::Pass)
        where
            S: __kerust::Storage,
            G: __kerust::Storage,
            X: __kerust::Batch<<#input as __kerust::Shape>::Row> + ?::core::marker::Sized,
        {
            let rows = __kerust::Batch::len(x);
            #(#forward)*
        }

        #[inline(always)]
        fn outputs<S, G>(
            work: &__Work<S, G>,
        ) -> &[<<Self as __kerust::Model>::Output as __kerust::Shape>::Row]
        where
            S: __kerust::Storage,
            G: __kerust::Storage,
        {
            ::core::convert::AsRef::as_ref(&work.#last_output)
        }

        #[inline(always)]
        fn outputs_and_gradient<S, G>(
            work: &mut __Work<S, G>,
        ) -> (
            &[<<Self as __kerust::Model>::Output as __kerust::Shape>::Row],
            &mut [<<Self as __kerust::Model>::Output as __kerust::Shape>::Row],
        )
        where
            S: __kerust::Storage,
            G: __kerust::Storage,
        {
            (
                ::core::convert::AsRef::as_ref(&work.#last_output),
                ::core::convert::AsMut::as_mut(&mut work.#last_gradient),
            )
        }

        #[inline(always)]
        fn backward<S, G, X, L>(
            &mut self,
            x: &X,
            work: &mut __Work<S, G>,
            begin: __kerust::Begin,
            inputs: ::core::option::Option<
                &mut [<#input as __kerust::Shape>::Row],
            >,
            learner: &mut L,
            pass: &__kerust::Pass,
        )
        where
            S: __kerust::Storage,
            G: __kerust::Storage,
            X: __kerust::Batch<<#input as __kerust::Shape>::Row> + ?::core::marker::Sized,
            L: __kerust::Learner,
        {
            let rows = __kerust::Batch::len(x);
            let all = ::core::matches!(inputs, ::core::option::Option::Some(_));
            #(#backward)*
        }
    }
}

/// `<Layer as Layer<In, Out>>` at the layer's own span.
fn as_layer(model: &Model, aliases: &Aliases, index: usize) -> TokenStream {
    let (layer, input, output) = (
        &aliases.layers[index],
        &aliases.shapes[index],
        &aliases.shapes[index + 1],
    );
    let span = model.layers[index].first();
    quote_spanned!(span=> <#layer as __kerust::Layer<#input, #output>>)
}

/// `<Gate<…> as Keep<Row>>`
fn as_keeping(aliases: &Aliases, between: &Between, index: usize) -> TokenStream {
    let (keeping, output) = (&between.keeping[index], &aliases.shapes[index + 1]);
    quote! {
        <#keeping as __kerust::Keep<<#output as __kerust::Shape>::Row>>
    }
}

/// The rows that go into a layer.
fn rows_in(between: &Between, index: usize) -> TokenStream {
    match index.checked_sub(1) {
        Some(before) => {
            let before = &between.outputs[before];
            quote!(__kerust::rows(&work.#before, rows))
        }
        None => quote!(x),
    }
}

fn forward(
    model: &Model,
    aliases: &Aliases,
    fields: &[Ident],
    between: &Between,
    index: usize,
) -> TokenStream {
    let layer = as_layer(model, aliases, index);
    let (config, field, output) = (
        &aliases.configs[index],
        &fields[index],
        &between.outputs[index],
    );
    let x = rows_in(between, index);
    let (keeping, kept) = (as_keeping(aliases, between, index), &between.kept[index]);
    let number = index as u32 + 1;
    quote! {
        #layer::forward(
            &#config,
            __kerust::Block::lanes(&self.#field),
            #x,
            __kerust::rows_mut(&mut work.#output, rows),
            &__kerust::pass_of(pass, #number, split_of_layers[#index]),
        );
        if #keeping::KEEPS {
            #layer::activation_forward(
                __kerust::rows_mut(&mut work.#output, rows),
                #keeping::rows_mut::<G>(&mut work.#kept, rows),
                &__kerust::pass_of(pass, #number, split_of_layers[#index]),
            );
        }
    }
}

fn backward(
    model: &Model,
    aliases: &Aliases,
    fields: &[Ident],
    between: &Between,
    index: usize,
) -> TokenStream {
    let layer = as_layer(model, aliases, index);
    let (config, field) = (&aliases.configs[index], &fields[index]);
    let (output, gradient) = (&between.outputs[index], &between.gradients[index]);
    let x = rows_in(between, index);
    let (keeping, kept) = (as_keeping(aliases, between, index), &between.kept[index]);
    let number = index as u32 + 1;
    let after = index + 1;
    let (first, next) = (
        quote!(lanes_before_layers[#index]),
        quote!(lanes_before_layers[#after]),
    );
    let gradient_in = match index.checked_sub(1) {
        Some(before) => {
            let before = &between.gradients[before];
            // Layers before the first weights are needed only for the inputs' gradient.
            quote!(if all || #first > 0 {
                ::core::option::Option::Some(__kerust::rows_mut(&mut work.#before, rows))
            } else {
                ::core::option::Option::None
            })
        }
        None => quote!(match inputs {
            ::core::option::Option::Some(inputs) => {
                ::core::option::Option::Some(&mut inputs[..rows])
            }
            ::core::option::Option::None => ::core::option::Option::None,
        }),
    };
    let (layer_type, shape) = (&aliases.layers[index], &aliases.shapes[index + 1]);
    let before_activation = quote! {
        __kerust::add_activity_gradient::<#layer_type, #shape>(
            &#config,
            __kerust::rows(&work.#output, rows),
            __kerust::rows_mut(&mut work.#gradient, rows),
            pass,
        );
        #layer::activation_backward(
            #keeping::rows::<G>(&work.#kept, rows),
            __kerust::rows(&work.#output, rows),
            __kerust::rows_mut(&mut work.#gradient, rows),
            &__kerust::pass_of(pass, #number, split_of_layers[#index]),
        );
    };
    let before_activation = if index + 1 == model.layers.len() {
        quote! {
            if ::core::matches!(begin, __kerust::Begin::Outputs) { #before_activation }
        }
    } else {
        before_activation
    };
    quote! {
        if all || #next > 0 {
            #before_activation
            #layer::backward(
                &#config,
                #x,
                __kerust::rows(&work.#output, rows),
                __kerust::rows(&work.#gradient, rows),
                #gradient_in,
                &mut __kerust::Learner::sink(learner, __kerust::Block::lanes_mut(&mut self.#field), #first),
                &__kerust::pass_of(pass, #number, split_of_layers[#index]),
            );
        }
    }
}
