//! `kernel_initializer = random_normal(stddev = 0.1)`: words with settings that become constants.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Expr, ExprCall, ExprPath, Path};

use super::aliases::{call, private};
use crate::diagnostics::print;
use crate::grammar::model::array_option::{ArrayOption, kind};
use crate::grammar::model::ast::{Layer, LayerOption};
use crate::grammar::model::paths::is_constant;
use crate::grammar::{arguments, expressions};

/// The constant of option `index` of layer `number`.
pub fn constant(number: usize, index: usize) -> Ident {
    private(format!("option_{index}_of_layer_{number}"))
}

/// The names of one option's items.
struct Names {
    /// The word's type, at the word.
    word: Ident,
    /// The same behind the check of its kind.
    checked: Ident,
    /// The same behind the check of its settings.
    settled: Ident,
    gate: Ident,
    settled_gate: Ident,
    constant: Ident,
}

impl Names {
    fn new(number: usize, index: usize, word: Span) -> Self {
        Names {
            word: Ident::new(&format!("__Word{number}_{index}"), word),
            checked: Ident::new(&format!("__Given{number}_{index}"), word),
            settled: Ident::new(&format!("__Settled{number}_{index}"), word),
            gate: private(format!("layer_{number}_option_{index}")),
            settled_gate: private(format!("layer_{number}_option_{index}_settings")),
            constant: constant(number, index),
        }
    }
}

/// The options of a layer that are such words or values, by their number.
fn options(layer: &Layer) -> impl Iterator<Item = (usize, &Ident, &ArrayOption)> {
    let options = layer.options.iter().enumerate();
    options.filter_map(|(index, option)| match option {
        LayerOption::OfArray(key, given) => Some((index, key, given)),
        _ => None,
    })
}

/// The constants of a layer. What is wrong takes the constant's type along.
pub fn constants(number: usize, layer: &Layer) -> TokenStream {
    options(layer)
        .filter_map(|(index, key, given)| {
            let (kind, _) = kind(key)?;
            Some(match given {
                ArrayOption::Word(word, settings) => {
                    of_word(number, index, kind, word, settings.as_ref())
                }
                ArrayOption::Value(value) => {
                    let (constant, object) = (constant(number, index), object(kind));
                    let last = print::ends(value).1;
                    let reference = quote_spanned!(last=> &#value);
                    quote!(const #constant: &'static dyn #object = #reference;)
                }
            })
        })
        .collect()
}

/// The trait of a kind.
fn object(kind: &str) -> TokenStream {
    let mut name = kind.to_owned();
    name[..1].make_ascii_uppercase();
    let name = Ident::new(&name, Span::mixed_site());
    quote!(__kerust::#name)
}

fn of_word(
    number: usize,
    index: usize,
    kind: &str,
    path: &Path,
    settings: Option<&ExprCall>,
) -> TokenStream {
    let ends = print::ends(path);
    let text = print::tokens(path);
    let names = Names::new(number, index, ends.0);
    let Names {
        word,
        checked,
        settled,
        gate,
        settled_gate,
        constant,
    } = &names;
    let check = Ident::new(kind, Span::mixed_site());
    let is_one = format_ident!("IS_{}", kind.to_uppercase());
    let check = call(
        quote!(__kerust::#check),
        quote!(#text, {
            use __kerust::NoWord as _;
            __kerust::Ask::<#word>::#is_one
        }),
        ends,
    );
    let value = |word: &Ident| match settings {
        Some(settings) => build(word, settings),
        None => call(quote!(<#word>::new), TokenStream::new(), ends),
    };
    let (tried, value) = (value(checked), value(settled));
    // Made once to be checked, and then again as what wrong settings take along: a constant that
    // refers to one that fails is a second message.
    quote! {
        type #word = #path;
        type #gate = __kerust::Gate<{ #check }>;
        type #checked = <#gate as __kerust::Only<#word>>::Is;
        type #settled_gate = __kerust::Gate<{
            let value = #tried;
            __kerust::settled(&value)
        }>;
        type #settled = <#settled_gate as __kerust::Only<#checked>>::Is;
        const #constant: &'static #settled = &#value;
    }
}

/// `word::of(values)`, or `constructor::new()` where there are none, and then the settings. In a constant
/// there are no variables, so that a small word is a type.
fn build(word: &Ident, written: &ExprCall) -> TokenStream {
    let Ok(arguments) = arguments::arguments(written) else {
        return TokenStream::new();
    };
    let values = &arguments.values;
    let new = match values[..] {
        [] => {
            let span = print::ends(&written.func);
            call(quote!(<#word>::new), TokenStream::new(), span)
        }
        [first, ..] => {
            let span = (
                print::ends(first).0,
                print::ends(&values[values.len() - 1]).1,
            );
            let values = values.iter().map(|value| expressions::expression(value));
            call(quote!(<#word>::of), quote!(#(#values),*), span)
        }
    };
    let settings = arguments.settings.iter().map(|(key, value)| {
        let last = print::ends(value).1;
        match expressions::bare(value) {
            Expr::Path(ExprPath { path, .. }) if !is_constant(path) => {
                quote_spanned!(last=> .#key::<#path>())
            }
            value => {
                let value = expressions::expression(value);
                quote_spanned!(last=> .#key(#value))
            }
        }
    });
    quote!(#new #(#settings)*)
}

/// The checks that the words take the arrays of a layer that they are given for.
pub fn checks(number: usize, layer: &Layer, spec: &Ident, output: &Ident) -> TokenStream {
    let layer_text = print::tokens(&layer.path);
    options(layer)
        .filter_map(|(index, key, given)| {
            let (ArrayOption::Word(path, settings), (_, array)) = (given, kind(key)?) else {
                return None;
            };
            let Names {
                settled, constant, ..
            } = Names::new(number, index, print::ends(path).0);
            let text = print::tokens(path);
            let span = match settings {
                Some(call) => print::ends(call),
                None => print::ends(path),
            };
            let valued = format_ident!("__Value{number}_{index}", span = Span::mixed_site());
            let check = call(
                quote!(__kerust::takes),
                quote!(
                    #text,
                    #layer_text,
                    #array,
                    #spec.weights.as_slice(),
                    <#output as __kerust::Shape>::DIMS,
                    &__kerust::Ask::<#settled>::RANKS,
                    __kerust::Ask::<(#valued, #settled)>::AXES,
                ),
                span,
            );
            Some(quote! {
                enum #valued {}
                impl __kerust::Valued for #valued {
                    type Word = #settled;
                    const VALUE: &'static #settled = #constant;
                }
                const _: () = {
                    use __kerust::NoWord as _;
                    #check
                };
            })
        })
        .collect()
}
