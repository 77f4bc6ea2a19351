//! Checks of literal numbers: `learning_rate = -0.001`.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Expr, ExprLit, Ident, Lit, UnOp};

use crate::diagnostics::print;
use crate::grammar::expressions;
use crate::grammar::keywords::Keywords;

/// Statements that check values at compile time.
#[derive(Default)]
pub struct Checks(TokenStream);

impl Checks {
    /// Adds the check of the value of a setting of `fit!` and its like, if it is a literal number.
    pub fn add(&mut self, key: &Ident, value: &Expr) {
        let settings = quote!(__kerust::Of::<__kerust::Arguments>::SETTINGS);
        self.0.extend(check(key, value, &settings));
    }

    /// Removes the settings with these names from `keywords`, checks them, and returns them as calls of setters in
    /// the order of the names.
    pub fn setters(&mut self, keywords: &mut Keywords, names: &[&str]) -> TokenStream {
        let settings = names.iter().filter_map(|name| keywords.take(name));
        let settings = settings.inspect(|(name, value)| self.add(name, value));
        settings
            .map(|(name, value)| {
                let value = expressions::expression(&value);
                quote!(.#name(#value))
            })
            .collect()
    }

    /// The expression, after the checks.
    pub fn before(self, expression: TokenStream) -> TokenStream {
        let Checks(checks) = self;
        if checks.is_empty() {
            return expression;
        }
        quote!({ #checks #expression })
    }
}

/// The statement that checks the value of `key` by the bounds of its owner, if it is a literal number.
pub fn check(key: &Ident, value: &Expr, settings: &TokenStream) -> TokenStream {
    let value = expressions::bare(value);
    if !is_number(value) {
        return TokenStream::new();
    }
    let (name, shown) = (key.to_string(), print::tokens(value));
    let whole = is_whole(value);
    let (first, last) = print::ends(value);
    let mut arguments = Group::new(
        Delimiter::Parenthesis,
        quote!(#name, #shown, #value as ::core::primitive::f64, #whole, #settings),
    );
    arguments.set_span(last);
    let check = quote_spanned!(first=> __kerust::literal #arguments);
    quote! {
        {
            #[allow(non_camel_case_types)]
            type setting = __kerust::Rank<{ #check }>;
            let _ = ::core::marker::PhantomData::<setting>;
        }
    }
}

fn is_number(value: &Expr) -> bool {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Int(_) | Lit::Float(_),
            ..
        }) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Neg(_)) && is_number(&unary.expr),
        _ => false,
    }
}

/// Whether a number is written without a point.
fn is_whole(value: &Expr) -> bool {
    match value {
        Expr::Lit(literal) => {
            matches!(&literal.lit, Lit::Int(number) if !number.suffix().starts_with('f'))
        }
        Expr::Unary(unary) => is_whole(&unary.expr),
        _ => false,
    }
}
