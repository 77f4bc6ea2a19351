//! The names of the expansion's own items.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::grammar::model::ast::{Body, Layer};

/// The names of the private aliases of a model.
pub struct Aliases {
    /// The layers' types.
    pub layers: Vec<Ident>,
    /// The same without their options.
    pub sized: Vec<Ident>,
    /// The layers' values.
    pub configs: Vec<Ident>,
    /// The layers as errors name them: `Dense<784, 128>`.
    pub texts: Vec<Ident>,
    /// The types that carry a value and the shapes of its inputs, for each call.
    pub nodes: Vec<Ident>,
    /// The descriptions, for each call.
    pub specs: Vec<Ident>,
    /// Shapes of all values that are never wrong, so that each layer can be checked.
    pub recovered: Vec<Ident>,
    /// Shapes of all values that an error takes with it, so that it is reported once.
    pub shapes: Vec<Ident>,
}

impl Aliases {
    pub fn of(body: &Body) -> Self {
        // Small letters: no constant and no type of a user's has such a name.
        let inputs = body.input_count();
        let value = |what: &str, value: usize| match value.checked_sub(inputs) {
            None if inputs == 1 => private(format!("{what}_of_input")),
            None => private(format!("{what}_of_input_{value}")),
            Some(call) => private(format!("{what}_of_layer_{}", call + 1)),
        };
        let values = 0..inputs + body.calls.len();
        let of_layers = |name: &dyn Fn(usize, &Layer) -> Ident| {
            let layers = body.layers.iter().enumerate();
            layers
                .map(|(index, layer)| name(index + 1, layer))
                .collect()
        };
        let of_calls = |what: &str| {
            let calls = 1..=body.calls.len();
            calls
                .map(|n| private(format!("{what}_of_layer_{n}")))
                .collect()
        };
        Aliases {
            layers: of_layers(&|n, layer| Ident::new(&format!("__Layer{n}"), layer.first())),
            sized: of_layers(&|n, layer| match layer.follows() {
                Some(_) => Ident::new(&format!("__Sized{n}"), layer.first()),
                None => written(n, layer),
            }),
            configs: of_layers(&|n, _| private(format!("settings_of_layer_{n}"))),
            texts: of_layers(&|n, _| private(format!("text_of_layer_{n}"))),
            nodes: of_calls("node"),
            specs: of_calls("spec"),
            recovered: values.clone().map(|v| value("shape", v)).collect(),
            shapes: values.map(|v| value("checked_shape", v)).collect(),
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
