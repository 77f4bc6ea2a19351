//! Words whose settings are checked before they are constructed.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Expr, ExprCall, ExprLit, Lit, Path, Result};

use crate::diagnostics::print;
use crate::expand::setters::{CONSTANTS, constant, setter};
use crate::expand::{constructor, literals};
use crate::grammar::arguments::{Arguments, arguments};
use crate::grammar::expressions::bare;

/// The word as a type whose settings are checked. If a check fails it has no type, and the compiler reports
/// nothing more about it.
pub fn checked(path: &Path, call: &ExprCall) -> Result<TokenStream> {
    let Arguments { values, settings } = arguments(call)?;
    let (shown, ends) = (print::tokens(path), print::ends(path));
    let (count, end) = (values.len(), ends.1);
    let names = settings.iter().map(|(key, _)| key.to_string());
    let known = quote!(__kerust::Of::<word_with_settings>::SETTINGS);
    let mut gates = Gates::new(end);
    gates.add(
        "given",
        ends,
        quote!(#shown, #count, &[#(#names),*], #known),
    );
    for (place, value) in values.iter().enumerate() {
        let text = print::tokens(value).replace('"', "");
        let check = quote!(#shown, #place, #text, #known);
        gates.add("nameless", print::ends(value), check);
    }
    let literals = (settings.iter()).map(|(key, value)| literals::check(key, value, &known));
    let literals: TokenStream = literals.collect();
    for (key, _) in &settings {
        let (name, span) = (key.to_string(), key.span());
        gates.add(
            "setting",
            (span, span),
            quote!(#shown, #name, #count, #known),
        );
    }
    let Gates {
        items, word: gated, ..
    } = gates;
    let gated = quote_spanned!(end=> <#gated>);
    let mut made = constructor::made(
        &gated,
        end,
        &values,
        count == 0 || !settings.is_empty(),
        call,
    );
    for (key, value) in &settings {
        made = with(made, key, value)?;
    }
    let alias = Ident::new("word_with_settings", end);
    let mut block = Group::new(
        Delimiter::Brace,
        quote! {
            #[allow(unused_imports)]
            use __kerust::{ByName0 as _, ByName1 as _, ByName2 as _, Unlisted as _};
            #[allow(non_camel_case_types)]
            type #alias = #path;
            #items
            #literals
            #made
        },
    );
    block.set_span(end);
    Ok(quote!(#block))
}

/// The word with a setting. Of `true` and of a whole number the word says whether it is a constant of the type: both
/// calls are there, and `How` makes the one that is meant.
fn with(word: TokenStream, key: &Ident, value: &Expr) -> Result<TokenStream> {
    let Some(kind) = kind(value) else {
        let setter = setter(key, value)?;
        return Ok(quote!(#word #setter));
    };
    let (name, by_constant) = (key.to_string(), constant(key, value));
    let by_value = quote_spanned!(print::ends(value).1=> .#key(#value));
    // A constant with a name: older versions of rust-analyzer evaluate no other argument.
    let set = quote! {
        __kerust::How::<is_constant_of_word>::set(
            #word,
            |word| {
                #[allow(dead_code)]
                trait ByValue: ::core::marker::Sized {
                    fn #key<V>(self, _: V) -> Self { self }
                }
                impl ByValue for __kerust::Ignored {}
                word #by_value
            },
            |word| {
                #[allow(dead_code)]
                trait ByConstant: ::core::marker::Sized {
                    fn #key<const V: ::core::primitive::#kind>(self) -> Self { self }
                }
                impl ByConstant for __kerust::Ignored {}
                word #by_constant
            },
        )
    };
    // An editor's analysis cannot ask the word.
    let by_name = CONSTANTS.contains(&name.as_str());
    Ok(quote! {{
        __kerust::for_compiler! {
            #[allow(non_upper_case_globals)]
            const is_constant_of_word: ::core::primitive::bool =
                __kerust::is_constant(#name, __kerust::Of::<word_with_settings>::SETTINGS);
        }
        __kerust::for_editor! {
            const is_constant_of_word: ::core::primitive::bool = #by_name;
        }
        #set
    }})
}

/// The type of a value that is written out and can be a constant of a type.
fn kind(value: &Expr) -> Option<Ident> {
    let Expr::Lit(ExprLit { lit, .. }) = bare(value) else {
        return None;
    };
    let kind = match lit {
        Lit::Bool(_) => "bool",
        Lit::Int(number) if ["", "usize"].contains(&number.suffix()) => "usize",
        _ => return None,
    };
    Some(Ident::new(kind, Span::call_site()))
}

/// Checks as types, and the word behind them.
struct Gates {
    /// The end of the word.
    end: Span,
    count: usize,
    items: TokenStream,
    word: TokenStream,
}

impl Gates {
    fn new(end: Span) -> Self {
        Gates {
            end,
            count: 0,
            items: TokenStream::new(),
            word: quote_spanned!(end=> word_with_settings),
        }
    }

    /// Adds a check by the function `name`, whose error is at `ends`.
    fn add(&mut self, name: &str, (first, last): (Span, Span), arguments: TokenStream) {
        self.count += 1;
        let gate = format_ident!("setting_{}", self.count);
        let name = Ident::new(name, first);
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(last);
        let check = quote_spanned!(first=> __kerust::#name #arguments);
        self.items.extend(quote! {
            #[allow(non_camel_case_types)]
            type #gate = __kerust::Rank<{ #check }>;
        });
        let word = &self.word;
        self.word = quote_spanned!(self.end=> <#gate as __kerust::Passed>::Through<#word>);
    }
}
