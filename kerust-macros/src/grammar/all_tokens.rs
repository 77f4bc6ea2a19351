//! The parsing of all tokens of a macro.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::Result;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};

/// Parses `tokens` to their end.
///
/// Words in single quotes count as words without: the compiler has reported them already.
pub fn parse<T>(tokens: TokenStream, read: fn(ParseStream<'_>) -> Result<T>) -> Result<T> {
    (|input: ParseStream<'_>| attempt(input, read)).parse2(unquoted(tokens))?
}

/// The result of `read`. After an error the rest of the input is consumed, because it would be reported
/// instead of the error.
pub fn attempt<T>(
    input: ParseStream<'_>,
    read: fn(ParseStream<'_>) -> Result<T>,
) -> Result<Result<T>> {
    let fork = input.fork();
    let result = read(&fork);
    match &result {
        Ok(_) => input.advance_to(&fork),
        Err(_) => drop(input.parse::<TokenStream>()?),
    }
    Ok(result)
}

fn unquoted(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut inside = Group::new(group.delimiter(), unquoted(group.stream()));
            inside.set_span(group.span());
            inside.into()
        }
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let word = text
                .strip_prefix('\'')
                .and_then(|text| text.strip_suffix('\''));
            match word.filter(|word| word.len() > 1 && syn::parse_str::<Ident>(word).is_ok()) {
                Some(word) => Ident::new(word, literal.span()).into(),
                None => literal.into(),
            }
        }
        token => token,
    });
    tokens.collect()
}
