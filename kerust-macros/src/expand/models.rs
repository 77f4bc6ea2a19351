//! `models!`

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::ParseStream;
use syn::{Error, Expr, ExprLit, Lit, Result, Token};

use crate::diagnostics::print;
use crate::expand::model::recover;
use crate::grammar::{all_tokens, arguments, expressions};

const EXAMPLE: &str = "`models!(width, H = [8, 16, 32], { model! { … } … })`";

/// A constant, its possible sizes, and the value that selects one of them.
struct Size {
    value: Expr,
    name: Ident,
    sizes: Vec<Expr>,
}

/// The expansion of `models!`.
pub fn expand(input: TokenStream) -> TokenStream {
    all_tokens::parse(input, parse).unwrap_or_else(|error| recover::expression(&error))
}

fn parse(input: ParseStream<'_>) -> Result<TokenStream> {
    let mut sizes = Vec::new();
    loop {
        if input.is_empty() {
            return Err(input.error(format!(
                "`models!` needs a value, a constant with its sizes, and what to do: {EXAMPLE}"
            )));
        }
        let value: Expr = input.parse()?;
        if !sizes.is_empty() && input.peek(Token![,]) && !input.peek2(syn::Ident) {
            input.parse::<Token![,]>()?;
        }
        if input.is_empty() && !sizes.is_empty() {
            return Ok(choice(&sizes, &value));
        }
        let size = size(value, input)?;
        if input.is_empty() {
            let text = format!("`models!` needs what to do with the size: {EXAMPLE}");
            return Err(Error::new_spanned(&size.name, text));
        }
        sizes.push(size);
        input.parse::<Token![,]>()?;
    }
}

/// `, H = [8, 16, 32]` after its value.
fn size(value: Expr, input: ParseStream<'_>) -> Result<Size> {
    if let Expr::Assign(assign) = &value {
        let text = format!("the value that chooses stands first: {EXAMPLE}");
        return Err(Error::new_spanned(&assign.left, text));
    }
    let expected = format!("expected a constant and its sizes, `H = [8, 16, 32]`: {EXAMPLE}");
    if !input.peek(Token![,]) {
        return Err(input.error(expected));
    }
    input.parse::<Token![,]>()?;
    if !input.peek(syn::Ident) || !input.peek2(Token![=]) {
        return Err(input.error(expected));
    }
    let name: Ident = input.parse()?;
    input.parse::<Token![=]>()?;
    let list: Expr = input.parse()?;
    let sizes: Vec<Expr> = arguments::list(&list, &name.to_string())?
        .cloned()
        .collect();
    if sizes.is_empty() {
        return Err(Error::new_spanned(
            &list,
            format!("`{name}` needs a size or more: `[8, 16, 32]`"),
        ));
    }
    let mut texts = Vec::new();
    for size in &sizes {
        if let Expr::Lit(ExprLit { lit, .. }) = expressions::bare(size)
            && !matches!(lit, Lit::Int(_))
        {
            return Err(Error::new_spanned(size, "a size is a whole number"));
        }
        let text = print::tokens(size);
        if texts.contains(&text) {
            return Err(arguments::twice(size));
        }
        texts.push(text);
    }
    Ok(Size { value, name, sizes })
}

/// The body once for each size, in a branch for its value.
fn choice(sizes: &[Size], body: &Expr) -> TokenStream {
    let [Size { value, name, sizes }, inner @ ..] = sizes else {
        return quote!(::core::result::Result::Ok(#body));
    };
    let text = name.to_string();
    let body = choice(inner, body);
    // The argument of a function, so that a value of another type is an error at the value.
    let (first, last) = print::ends(value);
    let mut argument = proc_macro2::Group::new(proc_macro2::Delimiter::Parenthesis, quote!(#value));
    argument.set_span(last);
    let chosen = quote_spanned!(first=> __kerust::chosen #argument);
    let given = Ident::new("given", Span::mixed_site());
    let there = Ident::new("there", Span::mixed_site());
    let indices = 0..sizes.len();
    quote! {
        match #chosen {
            #given => {
                const #there: &[::core::primitive::usize] = &[#(#sizes),*];
                #(if #given == #there[#indices] {
                    const #name: ::core::primitive::usize = #there[#indices];
                    #body
                } else)* {
                    ::core::result::Result::Err(__kerust::Error::Size {
                        name: #text,
                        given: #given,
                        there: #there,
                    })
                }
            }
        }
    }
}
