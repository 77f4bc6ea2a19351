use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Error, Expr, ExprLit, ExprPath, Ident, Lit, Path, Result, Token, Visibility,
    parenthesized, token,
};

use super::array_option::{self, ArrayOption};
use super::ast::{
    Body, Broken, Call, Choice, Head, Input, Layer, LayerOption, Model, Output, Taken,
};
use super::{derives, graph, names, paths};
use crate::diagnostics::{mistakes, print};
use crate::grammar::{all_tokens, arguments, expressions};

/// The names of shapes, which may stand before the first layer.
pub const SHAPES: [&str; 4] = ["Vector", "Sequence", "Image", "Tokens"];

/// Settings that are numbers with a point or a sign, so that a constant is no type of an option.
const NUMBERS: [&str; 3] = ["offset", "axis", mistakes::PAIR];

const NO_PARAMETERS: &str = "a model has fixed sizes and takes no parameters\nhelp: use constants, or write a `macro_rules!` that calls `model!`";

/// Reads a model. What stands before the layers is there even if a layer cannot be read.
pub fn model(input: ParseStream<'_>) -> Result<std::result::Result<Model, Broken>> {
    let head = head(input)?;
    let derived = match &head {
        Head::Named { attributes, .. } => derives::check(attributes),
        Head::Anonymous => Ok(()),
    };
    let body = all_tokens::attempt(input, body)?;
    Ok(match derived.and(body) {
        Ok(body) => Ok(Model { head, body }),
        Err(error) => Err(Broken { head, error }),
    })
}

fn head(input: ParseStream<'_>) -> Result<Head> {
    if input.peek(Token![<]) {
        return Ok(Head::Anonymous);
    }
    let fork = input.fork();
    let starts_item = fork.call(Attribute::parse_outer).is_ok()
        && fork.parse::<Visibility>().is_ok()
        && fork.peek(Token![struct]);
    if !starts_item {
        return Err(Error::new(
            input.span(),
            "expected `struct` or `<`: write `model! { struct Net < Dense<784, 10>(softmax) > }`, or `model![< Dense<784, 10>(softmax) >]`",
        ));
    }
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    input.parse::<Token![struct]>()?;
    Ok(Head::Named {
        attributes,
        visibility,
        name: input.parse()?,
    })
}

fn body(input: ParseStream<'_>) -> Result<Body> {
    if !input.peek(Token![<]) {
        return Err(input.error("expected `<` and the model's layers"));
    }
    let open: Token![<] = input.parse()?;
    if input.peek(Ident) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
        return graph::body(input);
    }
    chain(input, open)
}

/// The layers of a chain behind its `<`.
fn chain(input: ParseStream<'_>, open: Token![<]) -> Result<Body> {
    if input.peek(Token![const]) || input.peek(syn::Lifetime) {
        return Err(input.error(NO_PARAMETERS));
    }
    let mut shape = None;
    let mut layers: Vec<Layer> = Vec::new();
    while !input.peek(Token![>]) {
        if input.is_empty() {
            return Err(Error::new(
                open.span,
                "this `<` has no `>` after the last layer",
            ));
        }
        let layer: Layer = input.parse()?;
        if is_shape(&layer) {
            if shape.is_some() || !layers.is_empty() {
                let text = "the shape of the input stands before the first layer; the others follow from it";
                return Err(Error::new(layer.first(), text));
            }
            shape = Some(layer.path);
        } else {
            layers.push(layer);
        }
        if input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
        } else if !input.is_empty() && !input.peek(Token![>]) {
            return Err(mistakes::behind_layer(input));
        }
    }
    let close: Token![>] = input.parse()?;
    if input.peek(Token![<]) {
        return Err(Error::new(open.span, NO_PARAMETERS));
    }
    if input.peek(token::Brace)
        && let [only] = &layers[..]
        && shape.is_none()
    {
        let name = print::tokens(&only.path);
        let text =
            format!("an input of a graph has a shape: `< {name}: Vector<12> > {{ {name} -> … }}`");
        return Err(Error::new_spanned(&only.path, text));
    }
    if let (Some(shape), true) = (&shape, input.peek(token::Brace)) {
        let text = "an input of a graph has a name: `< image: Image<28, 28, 1> > { image -> Flatten -> … }`";
        return Err(Error::new_spanned(shape, text));
    }
    if layers.is_empty() {
        return Err(Error::new(
            close.span,
            "a model needs at least one layer, for example `Dense<784, 10>(softmax)`",
        ));
    }
    input.parse::<Option<Token![;]>>()?;
    if !input.is_empty() {
        return Err(input.error("expected nothing after the model's `>`"));
    }
    if let (None, Some(follows)) = (&shape, layers[0].follows()) {
        return Err(Error::new(
            follows.span,
            "there is nothing before it that this size could follow from\nhelp: put the input's shape first, for example `Vector<784>`, or write the size",
        ));
    }
    names::check(&layers)?;
    let calls = (0..layers.len()).map(|index| Call {
        layer: index,
        takes: vec![Taken {
            value: index,
            name: None,
        }],
        span: layers[index].span,
    });
    Ok(Body {
        calls: calls.collect(),
        outputs: vec![Output {
            name: None,
            value: layers.len(),
        }],
        inputs: shape
            .map(|shape| Input { name: None, shape })
            .into_iter()
            .collect(),
        layers,
        is_chain: true,
    })
}

fn is_shape(layer: &Layer) -> bool {
    let name = layer
        .path
        .segments
        .last()
        .map(|last| last.ident.to_string());
    layer.options.is_empty() && name.is_some_and(|name| SHAPES.contains(&name.as_str()))
}

impl Parse for Layer {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let starts_path = input.peek(Ident)
            || input.peek(Token![::])
            || input.peek(Token![crate])
            || input.peek(Token![self])
            || input.peek(Token![super]);
        if !starts_path {
            return Err(input.error("expected a layer, for example `Dense<784, 128>(relu)`"));
        }
        let fork = input.fork();
        let path: Path = input.parse().map_err(|_| mistakes::unread(&fork))?;
        paths::check(&path)?;
        mistakes::sizes(&path)?;
        mistakes::sizes_elsewhere(&path, input)?;
        let ty = paths::with_braces(path.clone());
        let (_, last) = print::ends(&path);
        let first = path.segments.last().map_or(last, |name| name.ident.span());
        let (mut options, mut name, mut is_trainable) = (Vec::new(), None, None);
        if input.peek(token::Paren) {
            let inside;
            parenthesized!(inside in input);
            while !inside.is_empty() {
                if inside.peek(Ident) && inside.peek2(Token![=]) && !inside.peek2(Token![==]) {
                    let key: Ident = inside.fork().parse()?;
                    if key == "name" {
                        set(&inside, &mut name, layer_name)?;
                        continue;
                    }
                    if key == "trainable" {
                        set(&inside, &mut is_trainable, flag)?;
                        continue;
                    }
                }
                let option: LayerOption = inside.parse()?;
                if let Some(key) = option.key()
                    && options
                        .iter()
                        .filter_map(LayerOption::key)
                        .any(|given| given == key)
                {
                    return Err(arguments::twice(key));
                }
                options.push(option);
                comma(&inside)?;
            }
        }
        Ok(Layer {
            path,
            ty,
            options,
            name,
            is_trainable: is_trainable.unwrap_or(true),
            span: (first, last),
        })
    }
}

/// The comma after an option.
fn comma(inside: ParseStream<'_>) -> Result<()> {
    if inside.is_empty() {
        return Ok(());
    }
    if !inside.peek(Token![,]) {
        return Err(inside.error("expected `,` between options"));
    }
    inside.parse::<Token![,]>()?;
    Ok(())
}

/// Reads `key = value` for a key that every layer has.
fn set<T>(
    inside: ParseStream<'_>,
    to: &mut Option<T>,
    read: fn(&Ident, ParseStream<'_>) -> Result<T>,
) -> Result<()> {
    let key: Ident = inside.parse()?;
    inside.parse::<Token![=]>()?;
    if inside.is_empty() || inside.peek(Token![,]) {
        return Err(Error::new_spanned(&key, format!("`{key} =` needs a value")));
    }
    let value = read(&key, inside)?;
    if to.replace(value).is_some() {
        return Err(arguments::twice(&key));
    }
    comma(inside)
}

/// The name of `name = head`.
fn layer_name(_: &Ident, inside: ParseStream<'_>) -> Result<Ident> {
    if let Ok(text) = inside.fork().parse::<syn::LitStr>() {
        let text = format!("write the name without quotes: `name = {}`", text.value());
        return Err(inside.error(text));
    }
    inside.call(Ident::parse_any).map_err(|error| {
        Error::new(
            error.span(),
            "a name is a word in small letters: `name = head`",
        )
    })
}

/// The value of `trainable = false`.
fn flag(key: &Ident, inside: ParseStream<'_>) -> Result<bool> {
    let value: Expr = inside.parse()?;
    mistakes::value(Some(key), &value)?;
    match expressions::bare(&value) {
        Expr::Lit(ExprLit {
            lit: Lit::Bool(flag),
            ..
        }) => Ok(flag.value),
        _ => Err(Error::new_spanned(
            value,
            format!(
                "`{key}` is `true` or `false`; while the program runs: `net.set_trainable(\"dense\", false)`"
            ),
        )),
    }
}

impl Parse for LayerOption {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(Ident) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
            let key: Ident = input.parse()?;
            let text = format!("write `{key} = …`, with `=` in place of `:`");
            return Err(Error::new_spanned(key, text));
        }
        if input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let key: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            if input.is_empty() || input.peek(Token![,]) {
                return Err(Error::new_spanned(&key, format!("`{key} =` needs a value")));
            }
            if let Some(word) = paths::word_with_arguments(input) {
                return Ok(LayerOption::Choice(key, Choice::Word(word)));
            }
            mistakes::key(&key)?;
            let value: Expr = input.parse()?;
            arguments::plain(&value)?;
            mistakes::value(Some(&key), &value)?;
            if array_option::takes(&key)? {
                let given = ArrayOption::new(&key, &value)?;
                return Ok(LayerOption::OfArray(key, given));
            }
            paths::without_settings(&value)?;
            if key == "activation" {
                paths::without_numbers(&value)?;
            }
            return Ok(match kind(&value) {
                Kind::Constant if NUMBERS.iter().any(|number| key == number) => {
                    LayerOption::Setting(key, without_braces(value))
                }
                Kind::Word(word) => LayerOption::Choice(key, Choice::Word(word)),
                Kind::Constant => LayerOption::Choice(key, Choice::Constant(value)),
                Kind::Value => LayerOption::Setting(key, without_braces(value)),
            });
        }
        if let Some(word) = paths::word_with_arguments(input) {
            return Ok(LayerOption::Word(word));
        }
        let value = input.parse()?;
        arguments::plain(&value)?;
        mistakes::value(None, &value)?;
        paths::without_settings(&value)?;
        paths::without_numbers(&value)?;
        Ok(match kind(&value) {
            Kind::Word(word) => LayerOption::Word(word),
            Kind::Constant | Kind::Value => LayerOption::Value(without_braces(value)),
        })
    }
}

/// The expression without the braces or parentheses that say it is one.
fn without_braces(value: Expr) -> Expr {
    expressions::inside(&value).cloned().unwrap_or(value)
}

/// The kind of a value: a type, a type's constant, or neither.
enum Kind {
    Word(Path),
    Constant,
    Value,
}

fn kind(value: &Expr) -> Kind {
    match value {
        Expr::Path(ExprPath {
            qself: None, path, ..
        }) if !paths::is_constant(path) => Kind::Word(path.clone()),
        // An expression that a `macro_rules!` passes on as one token.
        Expr::Group(group) => kind(&group.expr),
        Expr::Path(_)
        | Expr::Block(_)
        | Expr::Lit(ExprLit {
            lit: Lit::Int(_) | Lit::Bool(_),
            ..
        }) => Kind::Constant,
        _ => Kind::Value,
    }
}

impl Layer {
    /// The span of the whole layer, as far as one span can tell.
    pub fn first(&self) -> Span {
        self.span.0
    }
}
