//! Tokens in their usual format.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// The text of tokens with the usual spaces: `Dense<784, 128>`, not `Dense < 784 , 128 >`.
pub fn tokens(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.to_token_stream(), &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => text.push_str(", "),
                c @ ('=' | '+' | '*' | '/') => {
                    text.push(' ');
                    text.push(c);
                    text.push(' ');
                }
                '-' if text.ends_with(|c: char| c.is_alphanumeric() || c == ')') => {
                    text.push_str(" - ");
                }
                c => text.push(c),
            },
            TokenTree::Ident(ident) => text.push_str(&ident.to_string()),
            TokenTree::Literal(literal) => text.push_str(&literal.to_string()),
        }
    }
}

/// The spans of the first and of the last token.
pub fn ends(tokens: &impl ToTokens) -> (Span, Span) {
    let mut tokens = tokens.to_token_stream().into_iter();
    let Some(first) = tokens.next() else {
        return (Span::call_site(), Span::call_site());
    };
    let last = tokens.last().unwrap_or_else(|| first.clone());
    (first.span(), last.span())
}

/// A name in snake case: `mean_squared_error` from `MeanSquaredError`, `kl_divergence` from `KLDivergence`.
pub fn in_small_letters(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut word = String::new();
    for (i, letter) in letters.iter().enumerate() {
        let next_is_small = letters.get(i + 1).is_some_and(|next| next.is_lowercase());
        let begins = i > 0 && (letters[i - 1].is_lowercase() || next_is_small);
        if letter.is_uppercase() && begins {
            word.push('_');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

/// `a`, `b` and `c`
pub fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match &quoted[..] {
        [names @ .., last] if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_words() {
        let names = ["optimizer", "loss", "metrics"];
        assert_eq!(list(&names), "`optimizer`, `loss` and `metrics`");
    }
}
