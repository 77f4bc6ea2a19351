//! The names of the expansion's own items.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::grammar::model::ast::{Layer, Model};

/// The names of the private aliases of a model. Numbers count layers from 1; 0 is the input.
pub struct Aliases {
    /// The layers' types.
    pub layers: Vec<Ident>,
    /// The same as they are written, without their options.
    pub written: Vec<Ident>,
    /// Their values.
    pub configs: Vec<Ident>,
    /// The types that carry a value and the shapes of its inputs.
    pub nodes: Vec<Ident>,
    /// Their descriptions.
    pub specs: Vec<Ident>,
    /// Shapes after each layer that are never wrong, so that each layer can be checked.
    pub recovered: Vec<Ident>,
    /// Shapes after each layer that an error takes with it, so that it is reported once.
    pub shapes: Vec<Ident>,
}

impl Aliases {
    pub fn of(model: &Model) -> Self {
        // Small letters: no constant and no type of a user's has such a name.
        let after = |what: &str, number| match number {
            0 => private(format!("{what}_of_input")),
            number => private(format!("{what}_of_layer_{number}")),
        };
        let numbers = 0..=model.layers.len();
        Aliases {
            layers: (model.layers.iter().enumerate())
                .map(|(index, layer)| Ident::new(&format!("__Layer{}", index + 1), layer.first()))
                .collect(),
            written: (model.layers.iter().enumerate())
                .map(|(index, layer)| written(index + 1, layer))
                .collect(),
            configs: (1..=model.layers.len())
                .map(|n| private(format!("settings_of_layer_{n}")))
                .collect(),
            nodes: (1..=model.layers.len())
                .map(|n| private(format!("node_of_layer_{n}")))
                .collect(),
            specs: (1..=model.layers.len())
                .map(|n| private(format!("spec_of_layer_{n}")))
                .collect(),
            recovered: numbers.clone().map(|n| after("shape", n)).collect(),
            shapes: numbers.map(|n| after("checked_shape", n)).collect(),
        }
    }
}

/// A name of the expansion's own.
pub fn private(name: String) -> Ident {
    Ident::new(&name, Span::mixed_site())
}

/// A call whose span goes from `first` to `last`: its path has the one, its parentheses the other,
/// and the compiler underlines all between.
pub fn call(path: TokenStream, arguments: TokenStream, (first, last): (Span, Span)) -> TokenStream {
    let path = path.into_iter().map(|mut token| {
        token.set_span(first);
        token
    });
    let mut parentheses = Group::new(Delimiter::Parenthesis, arguments);
    parentheses.set_span(last);
    path.chain([TokenTree::Group(parentheses)]).collect()
}

/// The alias of a layer's type as it is written.
pub fn written(number: usize, layer: &Layer) -> Ident {
    Ident::new(&format!("__Written{number}"), layer.first())
}
