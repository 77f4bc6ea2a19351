//! A layer's type with all its options, one alias after the other.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::aliases::{call, private, written};
use super::array_options;
use crate::diagnostics::{mistakes, print};
use crate::grammar::model::ast::{Choice, Layer, LayerOption};
use crate::grammar::model::paths;

/// The layer's type with all its options. Every token of the user stands here once. Sizes that are `_` are
/// not known yet: see [`sized`].
pub fn items(number: usize, layer: &Layer, alias: &Ident) -> TokenStream {
    let follows = layer.follows().map(|_| following(number, layer));
    let alias = follows.as_ref().unwrap_or(alias);
    let text = print::tokens(&layer.path);
    let ty = &layer.ty;
    let mut current = written(number, layer);
    let mut items = quote!(type #current = #ty;);
    for (index, option) in layer.options.iter().enumerate() {
        let next = Ident::new(&format!("__With{number}_{index}"), layer.first());
        let Some((option, shown, span)) = option_type(option) else {
            if let Some(key) = option.key() {
                items.extend(setting(
                    number,
                    index,
                    &text,
                    (key, option),
                    &current,
                    &next,
                ));
                current = next;
            }
            continue;
        };
        let gate = private(format!("layer_{number}_option_{index}"));
        let value = Ident::new(&format!("__Option{number}_{index}"), span.0);
        let help = quote!({
            use __kerust::No as _;
            __kerust::Ask::<#value>::HELP
        });
        let has = quote!({
            use __kerust::No as _;
            __kerust::Ask::<(#current, #value)>::HAS
        });
        let check = match layer.options[index].key() {
            Some(key) => {
                let (key, options) = (key.to_string(), keys_of(&current));
                let arguments = quote!(#text, #shown, #key, #help, #options, #has);
                call(quote!(__kerust::key_option), arguments, span)
            }
            None => call(
                quote!(__kerust::option),
                quote!(#text, #shown, #help, #has),
                span,
            ),
        };
        items.extend(quote! {
            type #value = #option;
            type #gate = __kerust::Gate<{ #check }>;
            type #next = <#gate as __kerust::Pick<#current, #value>>::Is;
        });
        current = next;
    }
    let gate = private(format!("layer_{number}_kind"));
    let check = call(
        quote!(__kerust::layer),
        quote!(#text, {
            use __kerust::No as _;
            __kerust::Ask::<#current>::IS_LAYER
        }),
        layer.span,
    );
    items.extend(quote!(type #gate = __kerust::Gate<{ #check }>;));
    let mut gate = gate;
    for size in paths::follows(&layer.path) {
        let (kind, place) = (layer.kind(), size.place);
        let check = call(
            quote!(__kerust::follows),
            quote!(#kind, #place, {
                use __kerust::No as _;
                __kerust::Ask::<#current>::FOLLOWS
            }),
            (size.span, size.span),
        );
        let next = Ident::new(&format!("__Place{number}_{place}"), layer.first());
        let placed = place_gate(number, place);
        items.extend(quote! {
            type #next = <#gate as __kerust::Only<#current>>::Is;
            type #placed = __kerust::Gate<{ #check }>;
        });
        (current, gate) = (next, placed);
    }
    if has_settings(layer) {
        // A wrong setting takes the layer's type along, so that its shape is no second error. Its value is
        // made here to be checked, and then again: a constant that refers to one that fails is a second
        // message.
        let unsettled = Ident::new(&format!("__Unsettled{number}"), layer.first());
        let settled = private(format!("layer_{number}_settings"));
        let value = value(number, layer, &unsettled);
        items.extend(quote! {
            type #unsettled = <#gate as __kerust::Only<#current>>::Is;
            type #settled = __kerust::Gate<{
                let value = #value;
                __kerust::settled(&value)
            }>;
            type #alias = <#settled as __kerust::OnlyPart<#unsettled>>::Is;
        });
    } else {
        items.extend(quote! {
            type #alias = <#gate as __kerust::OnlyPart<#current>>::Is;
        });
    }
    items
}

/// The alias of a layer's type whose sizes `_` are not known yet.
fn following(number: usize, layer: &Layer) -> Ident {
    Ident::new(&format!("__Following{number}"), layer.first())
}

/// The type of a layer with a size that is `_`, once the shape of its input is known, and that without options.
pub fn sized(
    number: usize,
    layer: &Layer,
    alias: &Ident,
    sized: &Ident,
    input: &Ident,
) -> TokenStream {
    if layer.follows().is_none() {
        return TokenStream::new();
    }
    let (following, written) = (following(number, layer), written(number, layer));
    let (size, sizes) = (size(number), paths::follows(&layer.path));
    // The gate of the last size, behind which there is a layer.
    let placed = sizes.last().map(|size| place_gate(number, size.place));
    quote! {
        const #size: ::core::primitive::usize =
            __kerust::size_that_follows(<#input as __kerust::Shape>::DIMS);
        type #alias = <#following as __kerust::Follows>::Sized<#size>;
        type #sized = <<#placed as __kerust::Only<#written>>::Is as __kerust::Follows>::Sized<#size>;
    }
}

/// The gate of the check that the size in this place can be `_`.
fn place_gate(number: usize, place: usize) -> Ident {
    private(format!("layer_{number}_size_{place}"))
}

/// The constant of the size that is `_`.
fn size(number: usize) -> Ident {
    private(format!("size_of_layer_{number}"))
}

/// The layer's text with the size that is `_`, a constant: `Dense<784, 128>`.
pub fn text(number: usize, layer: &Layer, text: &str) -> TokenStream {
    if layer.follows().is_none() {
        return quote!(#text);
    }
    let size = size(number);
    // The first `_` that is a size.
    let sizes = text.find('<').unwrap_or(0);
    let place = text[sizes..]
        .find('_')
        .map_or(text.len(), |place| sizes + place);
    let (before, after) = (&text[..place], &text[(place + 1).min(text.len())..]);
    quote!({
        const TEXT: __kerust::Text = __kerust::Text::new(#before).number(#size).text(#after);
        TEXT.as_str()
    })
}

/// The keys that the type so far has.
fn keys_of(current: &Ident) -> TokenStream {
    quote!({
        use __kerust::No as _;
        __kerust::Ask::<#current>::OPTIONS
    })
}

/// The check that the layer has the key of a setting, and the type behind it.
fn setting(
    number: usize,
    index: usize,
    text: &str,
    (key, option): (&Ident, &LayerOption),
    current: &Ident,
    next: &Ident,
) -> TokenStream {
    let gate = private(format!("layer_{number}_key_{index}"));
    let (key_text, options) = (key.to_string(), keys_of(current));
    let value = match option {
        LayerOption::Setting(_, value) => print::tokens(value),
        _ => String::new(),
    };
    let check = call(
        quote!(__kerust::layer_setting),
        quote!(#text, #key_text, #value, #options),
        (key.span(), key.span()),
    );
    quote! {
        type #gate = __kerust::Gate<{ #check }>;
        type #next = <#gate as __kerust::Only<#current>>::Is;
    }
}

/// An option that is a type, as it is shown, and the spans of its ends.
fn option_type(option: &LayerOption) -> Option<(TokenStream, String, (Span, Span))> {
    match option {
        LayerOption::Word(word) => {
            let name = word.segments.last().map(|last| last.ident.span());
            let (_, last) = print::ends(word);
            let ty = paths::with_numbers(word).into_token_stream();
            Some((ty, print::tokens(word), (name.unwrap_or(last), last)))
        }
        LayerOption::Choice(key, choice) => {
            let (argument, shown, last) = match choice {
                Choice::Word(word) => (
                    paths::with_numbers(word).into_token_stream(),
                    print::tokens(word),
                    print::ends(word).1,
                ),
                Choice::Constant(value) => {
                    let (kind, braced) = (choice.kind(), braces(value));
                    (
                        quote!(__kerust::#kind<#braced>),
                        print::tokens(value),
                        print::ends(value).1,
                    )
                }
            };
            let name = key.to_string();
            let ty = quote! {
                __kerust::Key<{ __kerust::key(#name) }, #argument>
            };
            Some((ty, format!("{key} = {shown}"), (key.span(), last)))
        }
        LayerOption::Value(_) | LayerOption::Setting(..) | LayerOption::OfArray(..) => None,
    }
}

/// Whether the layer has settings, which its type may depend on being right.
fn has_settings(layer: &Layer) -> bool {
    let mut options = layer.options.iter();
    options.any(|option| !matches!(option, LayerOption::Word(_) | LayerOption::Choice(..)))
}

/// `{ value }`, all at the value's span.
fn braces(value: &syn::Expr) -> TokenStream {
    let mut braces = Group::new(Delimiter::Brace, quote!(#value));
    braces.set_span(print::ends(value).1);
    TokenTree::Group(braces).into()
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
    options.fold(new, |layer, (option, given)| match given {
        LayerOption::Setting(key, value) => {
            // The call's span goes from the receiver's to the arguments': a setter that panics is an error at
            // its value.
            let (first, last) = print::ends(value);
            let mut receiver = Group::new(Delimiter::Parenthesis, layer);
            receiver.set_span(first);
            let is_single = key == mistakes::PAIR && !matches!(value, syn::Expr::Tuple(_));
            let value = if is_single {
                quote!(__kerust::both(#value))
            } else {
                quote!(#value)
            };
            quote_spanned!(last=> #receiver.#key(#value))
        }
        LayerOption::OfArray(key, _) => {
            let constant = array_options::constant(number, option);
            quote!(#layer.#key(#constant))
        }
        _ => layer,
    })
}
