use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, Path, Visibility};

use super::array_option::ArrayOption;
use super::paths::{self, Follows};
use crate::diagnostics::print;

/// A parsed model: a chain in `< … >`, or a graph in braces.
pub struct Model {
    pub head: Head,
    pub body: Body,
}

/// The inputs, the layers and the outputs of a model.
///
/// Values have numbers: the inputs the first ones, from 0, and then each call of a layer one.
pub struct Body {
    /// The inputs, whose names only graphs have. A chain whose first layer fixes the input's shape has none.
    pub inputs: Vec<Input>,
    /// The layers as they are written, each once.
    pub layers: Vec<Layer>,
    /// The calls of layers, each after those whose values it takes.
    pub calls: Vec<Call>,
    /// The outputs; one without a name, or several with names.
    pub outputs: Vec<Output>,
    pub is_chain: bool,
}

/// An input of a model.
pub struct Input {
    pub name: Option<Ident>,
    pub shape: Path,
}

/// A call of a layer.
pub struct Call {
    /// The index of the layer.
    pub layer: usize,
    /// The numbers of the values that it takes, as they are named there.
    pub takes: Vec<Taken>,
    /// The first and the last token of the call: those of the layer, or the name of a shared one.
    pub span: (Span, Span),
}

/// A value that a call takes.
#[derive(Clone)]
pub struct Taken {
    pub value: usize,
    /// The name that it has there; without one it is what the layer before the arrow gives.
    pub name: Option<Ident>,
}

/// An output of a model.
pub struct Output {
    pub name: Option<Ident>,
    pub value: usize,
}

impl Body {
    /// The number of inputs; a chain that begins with a layer has one too.
    pub fn input_count(&self) -> usize {
        self.inputs.len().max(1)
    }

    /// The number of a layer's first call.
    pub fn first_call(&self, layer: usize) -> usize {
        let first = self.calls.iter().position(|call| call.layer == layer);
        first.unwrap_or_default()
    }
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
    /// The name of `name = head`.
    pub name: Option<Ident>,
    /// Whether it is trained: not after `trainable = false`.
    pub is_trainable: bool,
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
    /// The places of the sizes that are `_`.
    pub fn follows(&self) -> Option<Follows> {
        paths::follows(&self.path).into_iter().next()
    }

    /// `Dense`
    pub fn kind(&self) -> String {
        let last = self.path.segments.last();
        last.map_or_else(String::new, |last| last.ident.unraw().to_string())
    }

    /// `Dense<784, 128>(relu)`
    pub fn text(&self) -> String {
        let path = print::tokens(&self.path);
        let mut options: Vec<String> = (self.options.iter())
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
        if !self.is_trainable {
            options.push("trainable = false".to_owned());
        }
        if options.is_empty() {
            return path;
        }
        format!("{path}({})", options.join(", "))
    }
}
