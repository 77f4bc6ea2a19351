//! An expression as it is written, and as it is handed on.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, Stmt};

/// The expression without the invisible brackets that a `macro_rules!` puts around it.
pub fn bare(value: &Expr) -> &Expr {
    match value {
        Expr::Group(group) => bare(&group.expr),
        value => value,
    }
}

/// The expression in braces or parentheses, with which a user says that it is one. Handed on, they are what
/// the compiler advises to remove.
pub fn inside(value: &Expr) -> Option<&Expr> {
    match bare(value) {
        Expr::Block(block) if block.attrs.is_empty() && block.label.is_none() => {
            match &block.block.stmts[..] {
                [Stmt::Expr(value, None)] => Some(value),
                _ => None,
            }
        }
        Expr::Paren(paren) if paren.attrs.is_empty() => Some(&paren.expr),
        _ => None,
    }
}

/// The user's own expression, as the argument of a call.
pub fn expression(value: &Expr) -> TokenStream {
    match inside(value) {
        Some(value) => quote!(#value),
        None => quote!(#value),
    }
}
