//! Paths as types: layers, words.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{
    Error, Expr, ExprLit, GenericArgument, Lit, Path, PathArguments, Result, Token, Type,
    parse_quote_spanned,
};

use crate::diagnostics::print;

/// # Errors
/// If there is more than a layer, as in `Dense<8, 3>::new()`, or if a size has a name.
pub fn check(path: &Path) -> Result<()> {
    let mut segments = path.segments.iter().rev();
    let arguments = segments.next().map(|last| &last.arguments);
    if let Some(layer) = segments.find(|segment| !segment.arguments.is_none()) {
        let text = format!("write `{}` alone", print::tokens(layer));
        return Err(Error::new(layer.ident.span(), text));
    }
    if let Some(PathArguments::AngleBracketed(arguments)) = arguments {
        for argument in &arguments.args {
            let name = match argument {
                GenericArgument::AssocType(named) => &named.ident,
                GenericArgument::AssocConst(named) => &named.ident,
                _ => continue,
            };
            let text = "sizes have no names: write `Dense<784, 128>`";
            return Err(Error::new(name.span(), text));
        }
    }
    Ok(())
}

/// A shape by its full path, so that another type of its name beside it is no second meaning.
pub fn shape(path: &Path) -> TokenStream {
    match path.segments.first() {
        Some(only) if path.segments.len() == 1 && !only.arguments.is_none() => {
            quote_spanned!(only.ident.span()=> __kerust::#path)
        }
        _ => quote!(#path),
    }
}

/// A size `_` of a layer: its place among the sizes, and its token.
pub struct Follows {
    pub place: usize,
    pub span: Span,
}

/// The sizes of a layer that are `_`.
pub fn follows(path: &Path) -> Vec<Follows> {
    let Some(PathArguments::AngleBracketed(arguments)) =
        path.segments.last().map(|last| &last.arguments)
    else {
        return Vec::new();
    };
    let sizes = arguments.args.iter().enumerate();
    let sizes = sizes.filter_map(|(place, size)| match size {
        GenericArgument::Type(Type::Infer(size)) => Some(Follows {
            place,
            span: size.underscore_token.span,
        }),
        _ => None,
    });
    sizes.collect()
}

/// The layer with braces around sizes that are constants, and a constant in place of `_`.
pub fn with_braces(mut path: Path) -> Path {
    for segment in &mut path.segments {
        let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else {
            continue;
        };
        for argument in &mut arguments.args {
            if let GenericArgument::Type(Type::Infer(size)) = argument {
                let span = size.underscore_token.span;
                *argument =
                    GenericArgument::Const(parse_quote_spanned!(span=> { __kerust::FOLLOWS }));
                continue;
            }
            if let GenericArgument::Type(Type::Path(size)) = argument
                && size.qself.is_none()
                && is_constant(&size.path)
            {
                let size = &size.path;
                let (first, _) = print::ends(size);
                *argument = GenericArgument::Const(parse_quote_spanned!(first=> { #size }));
            }
        }
    }
    path
}

/// `RATE` and `config::RATE`, but not `relu` and not `MyActivation`.
pub fn is_constant(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
    })
}

/// A word with types for its numbers: `leaky_relu<0.3>`.
pub fn with_numbers(word: &Path) -> Path {
    let mut word = word.clone();
    let Some(PathArguments::AngleBracketed(arguments)) =
        word.segments.last_mut().map(|last| &mut last.arguments)
    else {
        return word;
    };
    for argument in &mut arguments.args {
        if let GenericArgument::Const(Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        })) = argument
        {
            let span = number.span();
            *argument = GenericArgument::Type(parse_quote_spanned!(span=>
                __kerust::Float<{ ::core::primitive::f32::to_bits(#number) }>
            ));
        }
    }
    word
}

/// A word such as `gelu<true>`, which as an expression would be a comparison.
pub fn word_with_arguments(input: ParseStream<'_>) -> Option<Path> {
    let fork = input.fork();
    let path: Path = fork.parse().ok()?;
    let ends = fork.is_empty() || fork.peek(Token![,]);
    let last = path.segments.last()?;
    let has_arguments = matches!(last.arguments, PathArguments::AngleBracketed(_));
    (ends && has_arguments).then(|| {
        input.advance_to(&fork);
        with_braces(path)
    })
}

/// # Errors
/// If a word has its numbers in parentheses: `leaky_relu(0.3)`.
pub fn without_numbers(value: &Expr) -> Result<()> {
    if let Expr::Call(call) = value
        && !call.args.is_empty()
        && let Some(numbers) = call.args.iter().map(number).collect::<Option<Vec<_>>>()
    {
        let (word, numbers) = (print::tokens(&call.func), numbers.join(", "));
        let text = format!(
            "`{word}` has no numbers in parentheses\nhelp: the numbers of an activation are a part of its type: `{word}<{numbers}>`; the value of a function stands in braces"
        );
        return Err(Error::new_spanned(value, text));
    }
    Ok(())
}

/// `0.5`, `-0.5`, and `2.0` of `2`.
fn number(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit { lit, .. }) => match lit {
            Lit::Float(number) => Some(number.to_string()),
            Lit::Int(number) => Some(format!("{number}.0")),
            _ => None,
        },
        Expr::Unary(unary) => Some(format!("-{}", number(&unary.expr)?)),
        _ => None,
    }
}

/// # Errors
/// If a word has settings as Keras writes them: `gelu(approximate = true)`.
pub fn without_settings(value: &Expr) -> Result<()> {
    if let Expr::Call(call) = value
        && (call.args.iter()).any(|argument| matches!(argument, Expr::Assign(_)))
    {
        let word = print::tokens(&call.func);
        let text = format!(
            "`{word}` has no settings in parentheses\nhelp: a word's settings are a part of its type, in Keras' order, as in `gelu<true>` or `leaky_relu<0.3>`"
        );
        return Err(Error::new_spanned(value, text));
    }
    Ok(())
}
