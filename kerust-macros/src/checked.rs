//! A word whose settings are checked before it is made.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{ExprCall, Path, Result};

use crate::expressions::expression;
use crate::literals::{self, Checks};
use crate::print;
use crate::setters::{Arguments, arguments, calls};
use crate::word::{BEHIND_OTHERS, is_one_of, new, parenthesized};

/// The word as a type whose settings are checked. Behind a check that fails it has no type, and the
/// compiler says nothing more of it.
pub fn checked(path: &Path, call: &ExprCall, checks: &mut Checks) -> Result<TokenStream> {
    let Arguments { values, settings } = arguments(call)?;
    let setters = calls(&settings, checks)?;
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
    let Gates { items, word, .. } = gates;
    let word = quote_spanned!(end=> <#word>);
    let mixed = settings
        .iter()
        .any(|(key, _)| is_one_of(key, &BEHIND_OTHERS));
    let new = if count == 0 || (mixed && count <= 2) {
        let by_name = format_ident!("by_name_{count}", span = end);
        let (new, values) = (
            new(&word, end, count),
            values.iter().map(|value| expression(value)),
        );
        quote_spanned!(end=> #word::#by_name(#new, #(#values),*))
    } else {
        let (new, values) = (new(&word, end, count), parenthesized(&values, call));
        quote!(#new #values)
    };
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
            #new #setters
        },
    );
    block.set_span(end);
    Ok(quote!(#block))
}

/// Checks as types, and the word behind them.
struct Gates {
    /// Where the word ends.
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

    /// Adds a check by the function `name`, whose error stands at `ends`.
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
