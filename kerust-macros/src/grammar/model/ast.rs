use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, Path, Visibility};

use super::array_option::ArrayOption;
use crate::diagnostics::print;

/// A parsed model.
pub struct Model {
    pub head: Head,
    /// The input's shape, if it stands first.
    pub input: Option<Path>,
    pub layers: Vec<Layer>,
}

/// The part of a model before its layers.
pub enum Head {
    Named {
        attributes: Vec<Attribute>,
        visibility: Visibility,
        name: Ident,
    },
    Anonymous,
}

/// A model that could not be parsed to its end.
pub struct Broken {
    pub head: Head,
    pub error: syn::Error,
}

/// A parsed layer.
pub struct Layer {
    /// `Dense<784, HIDDEN>`
    pub path: Path,
    /// The path with braces around constants, which could be types otherwise.
    pub ty: Path,
    pub options: Vec<LayerOption>,
    /// The spans of its first and of its last token, without options.
    pub span: (Span, Span),
}

/// An option in a layer's parentheses.
pub enum LayerOption {
    /// `relu`
    Word(Path),
    /// `padding = same`, `strides = 2`
    Choice(Ident, Choice),
    /// `0.2`
    Value(Expr),
    /// `offset = 0.5`
    Setting(Ident, Expr),
    /// `kernel_regularizer = l2(0.01)`
    OfArray(Ident, ArrayOption),
}

impl LayerOption {
    /// The key of `key = value`.
    pub fn key(&self) -> Option<&Ident> {
        match self {
            LayerOption::Choice(key, _)
            | LayerOption::Setting(key, _)
            | LayerOption::OfArray(key, _) => Some(key),
            LayerOption::Word(_) | LayerOption::Value(_) => None,
        }
    }
}

/// The value of a key: a type, or a constant.
pub enum Choice {
    Word(Path),
    Constant(Expr),
}

impl Choice {
    /// The type that a constant is the argument of: only `true` and `false` are flags.
    pub fn kind(&self) -> Ident {
        let flag = matches!(
            self,
            Choice::Constant(Expr::Lit(ExprLit {
                lit: Lit::Bool(_),
                ..
            }))
        );
        Ident::new(if flag { "Flag" } else { "Number" }, Span::mixed_site())
    }
}

impl Layer {
    /// `Dense`
    pub fn kind(&self) -> String {
        let last = self.path.segments.last();
        last.map_or_else(String::new, |last| last.ident.unraw().to_string())
    }

    /// `Dense<784, 128>(relu)`
    pub fn text(&self) -> String {
        let path = print::tokens(&self.path);
        if self.options.is_empty() {
            return path;
        }
        let options: Vec<String> = (self.options.iter())
            .map(|option| match option {
                LayerOption::Word(word) => print::tokens(word),
                LayerOption::Value(value) => print::tokens(value),
                LayerOption::Choice(key, Choice::Word(word)) => {
                    format!("{key} = {}", print::tokens(word))
                }
                LayerOption::Choice(key, Choice::Constant(value))
                | LayerOption::Setting(key, value) => format!("{key} = {}", print::tokens(value)),
                LayerOption::OfArray(key, given) => format!("{key} = {}", given.text()),
            })
            .collect();
        format!("{path}({})", options.join(", "))
    }
}
