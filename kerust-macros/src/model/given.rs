//! `kernel_initializer = random_normal(stddev = 0.1)`: words with settings that become constants.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Error, Expr, ExprBlock, ExprCall, ExprPath, Path, Result};

use super::ast::{Layer, LayerOption};
use super::checks::{Aliases, call};
use super::paths::is_constant;
use crate::distance::distance;
use crate::{expressions, print, setters};

/// The endings of keys that take such a word, and so the kinds of words.
const KINDS: [&str; 3] = ["initializer", "regularizer", "constraint"];

/// The value of a key with one of these endings.
pub enum Given {
    /// `he_normal`, `l2(0.01)`
    Word(Path, Option<ExprCall>),
    /// `MY_INITIALIZER`, `{ my_initializer() }`
    Value(Expr),
}

/// The kind of words that `key` takes, and the array that they are for: `kernel` of
/// `kernel_initializer`.
fn kind(key: &Ident) -> Option<(&'static str, String)> {
    let key = key.to_string();
    let (array, ending) = key.rsplit_once('_')?;
    let kind = KINDS.into_iter().find(|kind| *kind == ending)?;
    Some((kind, array.to_owned()))
}

/// Whether `key` takes such a word.
///
/// # Errors
/// If it nearly does.
pub fn takes(key: &Ident) -> Result<bool> {
    let text = key.to_string();
    let Some((array, ending)) = text.rsplit_once('_') else {
        return Ok(false);
    };
    if KINDS.contains(&ending) {
        return Ok(true);
    }
    match KINDS.iter().find(|kind| distance(kind, ending) <= 2) {
        Some(kind) => Err(Error::new_spanned(key, format!("write `{array}_{kind}`"))),
        None => Ok(false),
    }
}

impl Given {
    /// # Errors
    /// If it is no word and no constant, or if its settings cannot be read.
    pub fn new(key: &Ident, value: &Expr) -> Result<Self> {
        let value = expressions::bare(value);
        match value {
            Expr::Path(ExprPath { path, .. }) if is_constant(path) => {
                Ok(Given::Value(value.clone()))
            }
            Expr::Block(ExprBlock { .. }) => Ok(Given::Value(value.clone())),
            Expr::Call(call) => {
                let arguments = setters::arguments(call)?;
                let settings = arguments.settings.iter().map(|(_, value)| *value);
                for value in arguments.values.iter().copied().chain(settings) {
                    setters::plain(value)?;
                }
                let word = setters::word(&call.func, &key.to_string())?;
                Ok(Given::Word(word.clone(), Some(call.clone())))
            }
            value => {
                let word = setters::word(value, &key.to_string())?;
                Ok(Given::Word(word.clone(), None))
            }
        }
    }

    /// As it is written.
    pub fn text(&self) -> String {
        match self {
            Given::Word(_, Some(call)) => print::tokens(call),
            Given::Word(word, None) => print::tokens(word),
            Given::Value(value) => print::tokens(value),
        }
    }
}

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

fn private(name: String) -> Ident {
    Ident::new(&name, Span::mixed_site())
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
fn options(layer: &Layer) -> impl Iterator<Item = (usize, &Ident, &Given)> {
    let options = layer.options.iter().enumerate();
    options.filter_map(|(index, option)| match option {
        LayerOption::Given(key, given) => Some((index, key, given)),
        _ => None,
    })
}

/// The constants of a layer. What is wrong takes the constant's type along.
pub fn constants(number: usize, layer: &Layer) -> TokenStream {
    options(layer)
        .filter_map(|(index, key, given)| {
            let (kind, _) = kind(key)?;
            Some(match given {
                Given::Word(word, settings) => {
                    of_word(number, index, kind, word, settings.as_ref())
                }
                Given::Value(value) => {
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

/// `word::of(values)`, or `word::new()` where there are none, and then the settings. In a constant
/// there are no variables, so that a small word is a type.
fn build(word: &Ident, written: &ExprCall) -> TokenStream {
    let Ok(arguments) = setters::arguments(written) else {
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
pub fn checks(number: usize, layer: &Layer, aliases: &Aliases) -> TokenStream {
    let (alias, input) = (&aliases.layers[number - 1], &aliases.recovered[number - 1]);
    let output = &aliases.recovered[number];
    let layer_text = print::tokens(&layer.path);
    options(layer)
        .filter_map(|(index, key, given)| {
            let (Given::Word(path, settings), (_, array)) = (given, kind(key)?) else {
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
                    <#alias as __kerust::Geometry<#input>>::WEIGHTS,
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
