use proc_macro2::Span;
use syn::{Attribute, Expr, Ident, Path, Visibility};

/// A model as it is written.
pub struct Model {
    pub head: Head,
    /// The input's shape, if it stands first.
    pub input: Option<Path>,
    pub layers: Vec<Layer>,
}

/// What stands before the layers.
pub enum Head {
    Named {
        attributes: Vec<Attribute>,
        visibility: Visibility,
        name: Ident,
    },
    Anonymous,
}

/// A model that could not be read to its end.
pub struct Broken {
    pub head: Head,
    pub error: syn::Error,
}

/// A layer as it is written.
pub struct Layer {
    /// `Dense<784, 128>`
    pub path: Path,
    pub options: Vec<LayerOption>,
    /// The spans of its first and of its last token, without options.
    pub span: (Span, Span),
}

/// What stands in a layer's parentheses.
pub enum LayerOption {
    /// `relu`
    Word(Path),
    /// `padding = same`, `strides = 2`
    Choice(Ident, Choice),
    /// `0.2`
    Value(Expr),
    /// `offset = 0.5`
    Setting(Ident, Expr),
}

/// What a key can choose: a type, or a constant.
pub enum Choice {
    Word(Path),
    Constant(Expr),
}
