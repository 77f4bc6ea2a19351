//! Errors for the syntax of Keras that the grammar does not have, with advice.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{
    BinOp, Error, Expr, ExprBinary, ExprLit, ExprPath, GenericArgument, Ident, Lit, Path,
    PathArguments, Result, Token, Type, token,
};

use crate::diagnostics::print;

/// Keys of every layer of Keras that are no options here.
const KEYS: [(&str, &str); 5] = [
    ("dtype", "all numbers are `f32`"),
    (
        "data_format",
        "images are `Image<HEIGHT, WIDTH, CHANNELS>`, channels last",
    ),
    ("shape", INPUT),
    ("input_shape", INPUT),
    ("input_dim", INPUT),
];

const INPUT: &str = "the input's shape stands before the first layer, where that does not fix it: `Vector<784>`, `Sequence<20, 8>`, `Image<28, 28, 1>`";

/// The setting that is a pair of numbers; a single one is both of them.
pub const PAIR: &str = "axes";

/// A check of an unknown key.
///
/// # Errors
/// If it is one of Keras' that layers do not have here.
pub fn key(key: &Ident) -> Result<()> {
    match KEYS.iter().find(|(name, _)| key == name) {
        Some((_, text)) => Err(Error::new_spanned(key, text)),
        None => Ok(()),
    }
}

/// A check of a value, with or without a key.
///
/// # Errors
/// If it is in Python's syntax or a pair.
pub fn value(key: Option<&Ident>, value: &Expr) -> Result<()> {
    let text = match (value, key) {
        (Expr::Path(ExprPath { path, .. }), Some(key)) if path.is_ident("None") => {
            format!("leave `{key}` out")
        }
        (Expr::Path(ExprPath { path, .. }), _) if path.is_ident("True") => "write `true`".into(),
        (Expr::Path(ExprPath { path, .. }), _) if path.is_ident("False") => "write `false`".into(),
        (Expr::Tuple(pair), Some(key)) if key != PAIR => {
            let first = pair.elems.first().map_or_else(|| "2".into(), print::tokens);
            format!("`{key}` is one number, the same along both axes: write `{key} = {first}`")
        }
        (Expr::Binary(division), _) if is_whole_division(division) => {
            let text = print::tokens(value);
            format!(
                "`{text}` of whole numbers has no fraction: write each with a point, as in `1.0 / 255.0`"
            )
        }
        _ => return Ok(()),
    };
    Err(Error::new_spanned(value, text))
}

/// `1 / 255`
fn is_whole_division(division: &ExprBinary) -> bool {
    let is_whole = |value: &Expr| {
        matches!(
            value,
            Expr::Lit(ExprLit {
                lit: Lit::Int(_),
                ..
            })
        )
    };
    matches!(division.op, BinOp::Div(_)) && is_whole(&division.left) && is_whole(&division.right)
}

/// A check that a layer's sizes are in `< >`.
///
/// # Errors
/// If they are in parentheses or brackets.
pub fn sizes_elsewhere(path: &Path, input: ParseStream<'_>) -> Result<()> {
    let has_sizes = (path.segments.last()).is_some_and(|last| !last.arguments.is_none());
    let fork = input.fork();
    let Ok(TokenTree::Group(group)) = fork.parse() else {
        return Ok(());
    };
    let mut tokens = group.stream().into_iter();
    let (first, second) = (tokens.next(), tokens.next());
    let stands_alone = match &second {
        None => true,
        Some(TokenTree::Punct(comma)) => comma.as_char() == ',',
        Some(_) => false,
    };
    let is_size = match (&first, group.delimiter()) {
        (_, Delimiter::Bracket) => true,
        (Some(TokenTree::Literal(number)), Delimiter::Parenthesis) => {
            let is_whole = syn::parse_str::<syn::LitInt>(&number.to_string()).is_ok();
            !has_sizes && stands_alone && is_whole
        }
        (Some(TokenTree::Group(pair)), Delimiter::Parenthesis) => {
            let is_comma =
                |token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',');
            let is_pair = pair.delimiter() == Delimiter::Parenthesis
                && pair.stream().into_iter().any(is_comma);
            !has_sizes && stands_alone && is_pair
        }
        _ => false,
    };
    if !is_size {
        return Ok(());
    }
    let text = "the sizes of a layer stand in `< >`, the inputs first: `Dense<784, 128>(relu)`, `Conv2D<1, 32, 3>`, `MaxPooling2D<2>`";
    let help = match second {
        None => {
            "\nhelp: a number that is a setting has a point, `Dropout(0.5)`, or a name, `Dot(axes = 1)`"
        }
        Some(_) => "",
    };
    Err(Error::new_spanned(
        quote!(#path #group),
        format!("{text}{help}"),
    ))
}

/// A check of a layer's sizes.
///
/// # Errors
/// If one is a fraction, a negative number, or a variable.
pub fn sizes(path: &Path) -> Result<()> {
    let Some(PathArguments::AngleBracketed(arguments)) =
        path.segments.last().map(|last| &last.arguments)
    else {
        return Ok(());
    };
    for argument in &arguments.args {
        let text = match argument {
            GenericArgument::Const(Expr::Lit(ExprLit {
                lit: Lit::Float(number),
                ..
            })) => {
                let layer = path.segments.last().map(|last| last.ident.to_string());
                let layer = layer.unwrap_or_default();
                format!(
                    "a size is a whole number\nhelp: a setting stands in parentheses: `{layer}({number})`"
                )
            }
            GenericArgument::Const(Expr::Lit(ExprLit {
                lit: Lit::Int(number),
                ..
            })) if number.to_string().starts_with('-') => "a size is 1 or more".into(),
            GenericArgument::Type(Type::Path(size)) if is_variable(&size.path) => {
                let name = print::tokens(&size.path);
                let constant = name.to_uppercase();
                format!(
                    "a size is a number or a constant, and `{name}` is neither\nhelp: a word stands in parentheses, as in `Dense<784, 128>(relu)`; to choose a size when the program runs: `models!({name}, {constant} = [8, 16, 32], {{ … }})`"
                )
            }
            _ => continue,
        };
        return Err(Error::new_spanned(argument, text));
    }
    Ok(())
}

/// Whether a path is in small letters, such as `hidden`, and so no type.
fn is_variable(path: &Path) -> bool {
    path.get_ident().is_some_and(|name| {
        let name = name.to_string();
        name.starts_with(char::is_lowercase) && !name.contains(char::is_uppercase)
    })
}

/// The error of a layer whose path cannot be read.
pub fn unread(input: ParseStream<'_>) -> Error {
    let start = input.span();
    let tokens: Vec<TokenTree> = input.parse::<TokenStream>().into_iter().flatten().collect();
    let is = |token: &TokenTree, c| matches!(token, TokenTree::Punct(p) if p.as_char() == c);
    let sizes = tokens.iter().skip_while(|token| !is(token, '<')).skip(1);
    let sizes: Vec<&TokenTree> = sizes.take_while(|token| !is(token, '>')).collect();
    for (index, size) in sizes.iter().enumerate() {
        if let TokenTree::Group(group) = size
            && group.delimiter() == Delimiter::Parenthesis
        {
            let text = "sizes stand one after the other, and windows are square: `Image<28, 28, 1>`, `Conv2D<1, 32, 3>`";
            return Error::new_spanned(size, text);
        }
        if let (TokenTree::Literal(_), Some(TokenTree::Literal(next))) =
            (size, sizes.get(index + 1))
        {
            return Error::new_spanned(next.to_token_stream(), "expected `,` before this size");
        }
    }
    Error::new(
        start,
        "cannot read this layer; a layer is, for example, `Dense<784, 128>(relu)`, with braces around an expression: `Dense<{ 28 * 28 }, 128>`",
    )
}

/// The error of a token after a layer that is no comma.
pub fn behind_layer(input: ParseStream<'_>) -> Error {
    if input.peek(Token![;]) {
        return input.error("write `,` in place of `;`");
    }
    if input.peek(Token![.]) {
        return input.error("a layer is written by its last name alone: `Dense<784, 128>(relu)`");
    }
    if input.peek(token::Paren) {
        return input
            .error("all options of a layer stand in one pair of parentheses, behind its sizes");
    }
    input.error("expected `,` before this layer")
}
