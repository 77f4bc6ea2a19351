//! The parts of what is typed, which nobody has to be able to read yet.

use proc_macro2::{Ident, TokenStream, TokenTree};

/// The parts between these characters outside of `< >`; `>` is that of an arrow. A `>` that closes nothing is left out.
pub fn parts(tokens: TokenStream, between: char) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let (mut depth, mut before) = (0, ' ');
    for token in tokens {
        let character = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        let arrow = before == '-' && character == '>';
        before = character;
        match character {
            '<' => depth += 1,
            '>' if !arrow => depth -= 1,
            _ => {}
        }
        let part = parts.last_mut().expect("there is a part");
        if depth < 0 {
            depth = 0;
        } else if depth == 0 && character == between && (arrow || between != '>') {
            if arrow {
                part.pop();
            }
            parts.push(Vec::new());
        } else {
            part.push(token);
        }
    }
    parts
}

/// The parts in the parentheses or brackets at the beginning, which may not be closed yet.
pub fn inside(tokens: &[TokenTree]) -> Vec<Vec<TokenTree>> {
    match tokens {
        [TokenTree::Group(group), ..] => parts(group.stream(), ','),
        [open, inside @ ..] if is(open, '(') || is(open, '[') => {
            parts(inside.iter().cloned().collect(), ',')
        }
        _ => Vec::new(),
    }
}

/// The path at the beginning with its sizes, and what follows it.
pub fn path(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    let (mut end, mut depth) = (0, 0);
    for token in tokens {
        let belongs = match token {
            TokenTree::Ident(_) => true,
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => {
                    depth += 1;
                    true
                }
                '>' => {
                    depth -= 1;
                    depth >= 0
                }
                ':' => true,
                _ => depth > 0,
            },
            _ => depth > 0,
        };
        if !belongs {
            break;
        }
        end += 1;
    }
    tokens.split_at(end)
}

pub fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

pub fn is_type(name: &Ident) -> bool {
    name.to_string().starts_with(char::is_uppercase)
}
