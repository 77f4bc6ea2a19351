//! Reading all tokens of a macro, or none.

use proc_macro2::TokenStream;
use syn::Result;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};

/// Reads `tokens` to their end.
pub fn parse<T>(tokens: TokenStream, read: fn(ParseStream<'_>) -> Result<T>) -> Result<T> {
    (|input: ParseStream<'_>| attempt(input, read)).parse2(tokens)?
}

/// What `read` makes of the input. After an error nothing of the input is left: what stands behind
/// the error would be reported in its place.
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
