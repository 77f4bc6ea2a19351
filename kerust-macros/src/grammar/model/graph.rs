//! A graph: `< image: Image<28, 28, 1> > { let a = image -> …; (a, b) -> Add -> … }`.

use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;
use syn::{Error, Path, Result, Token, braced, parenthesized, token};

use super::ast::{Body, Call, Input, Layer, Output, Taken};
use super::parse::SHAPES;
use super::{names, paths};
use crate::diagnostics::distance::nearest;
use crate::diagnostics::{mistakes, print};

/// A graph that is being read.
#[derive(Default)]
struct Reader {
    body: Parts,
    /// The names in sight, the newest last, with the value of each.
    values: Vec<(Ident, usize)>,
    /// The names of shared layers, with the layer of each.
    shared: Vec<(Ident, usize)>,
    /// Names that are made somewhere in the braces.
    made: Vec<Ident>,
}

#[derive(Default)]
struct Parts {
    inputs: Vec<Input>,
    layers: Vec<Layer>,
    calls: Vec<Call>,
    /// Whether each value is used.
    is_used: Vec<bool>,
}

/// Reads a graph behind its `<`.
pub fn body(input: ParseStream<'_>) -> Result<Body> {
    let mut reader = Reader::default();
    reader.inputs(input)?;
    if !input.peek(token::Brace) {
        let (name, text) = (
            reader.values[0].0.clone(),
            "the graph of a model stands in braces",
        );
        let text = format!("{text}: `< {name}: … > {{ {name} -> Dense<_, 10> }}`");
        return Err(if input.is_empty() {
            Error::new_spanned(name, text)
        } else {
            input.error(text)
        });
    }
    let braces;
    let brace = braced!(braces in input);
    input.parse::<Option<Token![;]>>()?;
    if !input.is_empty() {
        return Err(input.error("expected nothing after the model's `}`"));
    }
    reader.made = made(&braces);
    while braces.peek(Token![let]) || is_shared(&braces) {
        reader.statement(&braces)?;
    }
    if braces.is_empty() {
        let text = "the last line of a graph is what comes out, without `;`";
        return Err(Error::new(brace.span.close(), text));
    }
    if braces.peek(syn::Ident) && braces.peek2(Token![=]) {
        let name: Ident = braces.parse()?;
        let text = format!("a value is made by `let`: `let {name} = …;`");
        return Err(Error::new_spanned(&name, text));
    }
    let outputs = reader.outputs(&braces)?;
    reader.finish(outputs)
}

/// `shared tower = Dense<64, 32>(relu);`
fn is_shared(input: ParseStream<'_>) -> bool {
    let is_word = input
        .fork()
        .parse::<Ident>()
        .is_ok_and(|word| word == "shared");
    is_word && input.peek2(syn::Ident)
}

/// The names that stand before `=` in statements.
fn made(braces: ParseStream<'_>) -> Vec<Ident> {
    let fork = braces.fork();
    let mut made = Vec::new();
    while !fork.is_empty() {
        if fork.peek(Token![let]) {
            let _ = fork.parse::<Token![let]>();
            made.extend(fork.fork().parse::<Ident>().ok());
        } else {
            let _ = fork.parse::<proc_macro2::TokenTree>();
        }
    }
    made
}

impl Reader {
    /// `image: Image<28, 28, 1>, facts: Vector<12> >`
    fn inputs(&mut self, input: ParseStream<'_>) -> Result<()> {
        while !input.peek(Token![>]) {
            let name: Ident = input.parse().map_err(|error| {
                let text = "an input has a name and a shape: `image: Image<28, 28, 1>`";
                Error::new(error.span(), text)
            })?;
            if self.values.iter().any(|(given, _)| *given == name) {
                return Err(Error::new_spanned(
                    &name,
                    format!("two inputs are named `{name}`"),
                ));
            }
            if !input.peek(Token![:]) {
                let text = format!("an input has a shape: `{name}: Vector<12>`");
                return Err(Error::new_spanned(&name, text));
            }
            input.parse::<Token![:]>()?;
            let fork = input.fork();
            let starts_path = fork.peek(syn::Ident) || fork.peek(Token![::]);
            if !starts_path {
                let text = format!(
                    "a shape is written `Vector<12>`, `Sequence<20, 8>` or `Image<28, 28, 1>`: `{name}: Vector<12>`"
                );
                return Err(input.error(text));
            }
            let shape: Path = input.parse().map_err(|_| mistakes::unread(&fork))?;
            mistakes::sizes(&shape)?;
            let kind = shape.segments.last().map(|last| last.ident.to_string());
            let kind = kind.unwrap_or_default();
            let has_sizes = shape
                .segments
                .last()
                .is_some_and(|last| !last.arguments.is_none());
            if let Some(near) = nearest(&kind, &SHAPES).filter(|near| has_sizes && *near != kind) {
                let text = format!("`{kind}` is not a shape; did you mean `{near}`?");
                return Err(Error::new_spanned(&shape, text));
            }
            if let Some(follows) = paths::follows(&shape).first() {
                let text = "a size of an input follows from nothing: write a number";
                return Err(Error::new(follows.span, text));
            }
            self.add_value(&name);
            self.body.inputs.push(Input {
                name: Some(name),
                shape,
            });
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
            } else if !input.peek(Token![>]) {
                return Err(input.error("expected `,` or `>` after an input"));
            }
        }
        input.parse::<Token![>]>()?;
        Ok(())
    }

    /// A new value with a name.
    fn add_value(&mut self, name: &Ident) {
        self.values.push((name.clone(), self.body.is_used.len()));
        self.body.is_used.push(false);
    }

    /// `let name = value -> Layer -> Layer;` or `shared name = Layer;`
    fn statement(&mut self, input: ParseStream<'_>) -> Result<()> {
        let is_value = input.parse::<Option<Token![let]>>()?.is_some();
        if !is_value {
            input.parse::<Ident>()?;
        }
        let name: Ident = input.parse().map_err(|error| {
            Error::new(error.span(), "expected a name: `let a = image -> Flatten;`")
        })?;
        if !input.peek(Token![=]) {
            return Err(input.error(format!("expected `=` after `{name}`")));
        }
        input.parse::<Token![=]>()?;
        if is_value {
            let taken = self.chain(input)?;
            if !input.peek(Token![;]) && !input.is_empty() && !starts_statement(input) {
                return Err(input.error("expected `->` and a layer, or `;`"));
            }
            self.values.push((name.clone(), taken.value));
            if taken.name.is_some() {
                let text = format!(
                    "`{name}` is another name of the same value; a value is made by a layer: `let {name} = … -> Dense<_, 8>;`"
                );
                return Err(Error::new_spanned(&name, text));
            }
        } else {
            let layer: Layer = input.parse()?;
            self.body.layers.push(layer);
            self.shared.push((name.clone(), self.body.layers.len() - 1));
            if input.peek(Token![->]) {
                let text = "`shared` makes one layer; several layers that are called more than once are a model of their own: `model! { struct Tower < … > }`, and `shared tower = Tower;`";
                return Err(input.error(text));
            }
        }
        if !input.peek(Token![;]) {
            if input.is_empty() {
                let text =
                    format!("expected `;` after `{name}`, and then what comes out of the model");
                return Err(Error::new_spanned(&name, text));
            }
            return Err(input.error("expected `->` and a layer, or `;`"));
        }
        input.parse::<Token![;]>()?;
        Ok(())
    }

    /// `value -> Layer -> Layer`, `(a, b) -> Add`
    fn chain(&mut self, input: ParseStream<'_>) -> Result<Taken> {
        let mut taken = if input.peek(token::Paren) {
            let inside;
            let parentheses = parenthesized!(inside in input);
            let mut all = Vec::new();
            while !inside.is_empty() {
                all.push(self.chain(&inside)?);
                if !inside.is_empty() {
                    if !inside.peek(Token![,]) {
                        return Err(inside.error("expected `,` between values"));
                    }
                    inside.parse::<Token![,]>()?;
                }
            }
            let close = parentheses.span.close();
            if all.is_empty() {
                return Err(Error::new(
                    close,
                    "expected values between the parentheses: `(a, b)`",
                ));
            }
            if !input.peek(Token![->]) {
                let text = "several values go into a layer that joins them: `(a, b) -> Add`";
                return Err(Error::new(close, text));
            }
            all
        } else {
            vec![self.value(input)?]
        };
        while input.peek(Token![->]) {
            let arrow: Token![->] = input.parse()?;
            if input.is_empty() || input.peek(Token![;]) || input.peek(Token![,]) {
                return Err(Error::new_spanned(arrow, "expected a layer after `->`"));
            }
            taken = vec![self.call(input, taken)?];
        }
        Ok(taken.swap_remove(0))
    }

    /// A name of a value.
    fn value(&mut self, input: ParseStream<'_>) -> Result<Taken> {
        let fork = input.fork();
        let name: Ident = match fork.parse() {
            Ok(name) if !fork.peek(Token![<]) && !fork.peek(token::Paren) => name,
            _ => {
                let value = self
                    .values
                    .last()
                    .map_or("image".to_owned(), |(name, _)| name.to_string());
                let text = format!(
                    "a line begins with a value: `{value} -> Dense<_, 8>`, `(a, b) -> Add`\nhelp: a layer that is called more than once is made by `shared tower = Dense<_, 8>;`"
                );
                return Err(input.error(text));
            }
        };
        input.parse::<Ident>()?;
        let found = self.values.iter().rev().find(|(given, _)| *given == name);
        if let Some((_, value)) = found {
            self.body.is_used[*value] = true;
            return Ok(Taken {
                value: *value,
                name: Some(name),
            });
        }
        if self.shared.iter().any(|(given, _)| *given == name) {
            let text =
                format!("`{name}` is a layer, and stands behind an arrow: `value -> {name}`");
            return Err(Error::new_spanned(&name, text));
        }
        if self.made.contains(&name) {
            let text = format!(
                "`{name}` is made below: a value is made before it is used, so that a graph has no cycle"
            );
            return Err(Error::new_spanned(&name, text));
        }
        let names: Vec<String> = self
            .values
            .iter()
            .map(|(name, _)| name.to_string())
            .collect();
        let text = format!("there is no value `{name}`{}", instead(&name, &names));
        Err(Error::new_spanned(&name, text))
    }

    /// A layer behind an arrow.
    fn call(&mut self, input: ParseStream<'_>, takes: Vec<Taken>) -> Result<Taken> {
        let fork = input.fork();
        let (layer, span) = match fork.parse::<Ident>() {
            Ok(word) if starts_small(&word) && !fork.peek(Token![::]) && !fork.peek(Token![<]) => {
                let found = self.shared.iter().rev().find(|(name, _)| *name == word);
                let Some((_, layer)) = found else {
                    return Err(self.no_layer(&word));
                };
                if fork.peek(token::Paren) {
                    let text = format!(
                        "the options of a shared layer stand where it is made: `shared {word} = Dense<_, 8>(relu);`"
                    );
                    return Err(fork.error(text));
                }
                input.parse::<Ident>()?;
                (*layer, (word.span(), word.span()))
            }
            _ => {
                let layer: Layer = input.parse()?;
                let span = layer.span;
                self.body.layers.push(layer);
                (self.body.layers.len() - 1, span)
            }
        };
        if let Some(eighth) = takes.get(8) {
            let span = eighth.name.as_ref().map_or(span.0, Ident::span);
            return Err(Error::new(span, "a layer takes at most eight values"));
        }
        self.body.calls.push(Call { layer, takes, span });
        self.body.is_used.push(false);
        Ok(Taken {
            value: self.body.is_used.len() - 1,
            name: None,
        })
    }

    /// The error of a word behind an arrow that is no shared layer.
    fn no_layer(&self, word: &Ident) -> Error {
        if self.values.iter().any(|(name, _)| name == word) {
            let text = format!(
                "`{word}` is a value, and stands before an arrow\nhelp: a layer that is used twice is made by `shared {word} = Dense<_, 8>(relu);`"
            );
            return Error::new_spanned(word, text);
        }
        let shared = self.shared.iter().map(|(name, _)| name.to_string());
        let shared: Vec<String> = shared.collect();
        let known: Vec<&str> = shared.iter().map(String::as_str).collect();
        let text = match nearest(&word.to_string(), &known) {
            Some(near) => format!("there is no layer `{word}`; did you mean `{near}`?"),
            None => format!(
                "there is no layer `{word}`\nhelp: an activation is an option, as in `Dense<_, 8>({word})`, or the layer `Activation({word})`"
            ),
        };
        Error::new_spanned(word, text)
    }

    /// `all -> Dense<_, 4>(softmax)`, or `(kind = …, price = …)`
    fn outputs(&mut self, input: ParseStream<'_>) -> Result<Vec<Output>> {
        let outputs = match named(input) {
            Some(true) => self.named_outputs(input)?,
            Some(false) => {
                let text = "several outputs have names: `(kind = …, price = …)`";
                return Err(input.error(text));
            }
            None => {
                let start = input.span();
                let taken = self.chain(input)?;
                ends(input)?;
                vec![self.output(None, taken, start)?]
            }
        };
        ends(input)?;
        Ok(outputs)
    }

    fn named_outputs(&mut self, input: ParseStream<'_>) -> Result<Vec<Output>> {
        let inside;
        parenthesized!(inside in input);
        let mut outputs: Vec<Output> = Vec::new();
        while !inside.is_empty() {
            let name: Ident = inside.parse().map_err(|error| {
                Error::new(
                    error.span(),
                    "every output has a name: `(kind = …, price = …)`",
                )
            })?;
            if !inside.peek(Token![=]) {
                let text = format!("every output has a name: `{name} = …`");
                return Err(Error::new_spanned(&name, text));
            }
            inside.parse::<Token![=]>()?;
            let text = name.to_string();
            if text == "val" || text.starts_with("val_") {
                let text = format!(
                    "an output named `{name}` has values of the training that are named like those of the validation, `val_…`; give it another name"
                );
                return Err(Error::new_spanned(&name, text));
            }
            if outputs
                .iter()
                .any(|output| output.name.as_ref() == Some(&name))
            {
                return Err(Error::new_spanned(
                    &name,
                    format!("two outputs are named `{name}`"),
                ));
            }
            let start = inside.span();
            let taken = self.chain(&inside)?;
            if let Some(same) = outputs.iter().find(|output| output.value == taken.value) {
                let same = same.name.as_ref().map(Ident::to_string).unwrap_or_default();
                let text = format!("this value is the output `{same}` already");
                return Err(Error::new(start, text));
            }
            outputs.push(self.output(Some(name), taken, start)?);
            if !inside.is_empty() {
                if !inside.peek(Token![,]) {
                    return Err(inside.error("expected `->` and a layer, or `,`"));
                }
                inside.parse::<Token![,]>()?;
            }
        }
        if let [
            Output {
                name: Some(name), ..
            },
        ] = &outputs[..]
        {
            let text = "a single output has no name: write what comes out alone";
            return Err(Error::new_spanned(name, text));
        }
        if outputs.len() > 8 {
            let name = outputs[8].name.as_ref();
            return Err(Error::new_spanned(
                name,
                "a model has at most eight outputs",
            ));
        }
        Ok(outputs)
    }

    /// An output of the model.
    fn output(&mut self, name: Option<Ident>, taken: Taken, start: Span) -> Result<Output> {
        if taken.value < self.body.inputs.len() {
            let text = "this is an input of the model, which comes out unchanged\nhelp: put a layer behind it";
            return Err(Error::new(start, text));
        }
        self.body.is_used[taken.value] = true;
        Ok(Output {
            name,
            value: taken.value,
        })
    }

    /// The graph, if everything in it is used.
    fn finish(self, outputs: Vec<Output>) -> Result<Body> {
        for (name, value) in &self.values {
            if !self.body.is_used[*value] {
                let is_input = *value < self.body.inputs.len();
                let what = if is_input { "the input" } else { "the value" };
                let text = format!("{what} `{name}` is not used");
                return Err(Error::new_spanned(name, text));
            }
        }
        for (name, layer) in &self.shared {
            if !self.body.calls.iter().any(|call| call.layer == *layer) {
                let text = format!("the layer `{name}` is not used");
                return Err(Error::new_spanned(name, text));
            }
        }
        if self.body.inputs.len() > 8 {
            let name = self.body.inputs[8].name.as_ref();
            return Err(Error::new_spanned(name, "a model has at most eight inputs"));
        }
        names::check(&self.body.layers)?;
        Ok(Body {
            inputs: self.body.inputs,
            layers: self.body.layers,
            calls: self.body.calls,
            outputs,
            is_chain: false,
        })
    }
}

/// A check that nothing stands behind what comes out of a model.
fn ends(input: ParseStream<'_>) -> Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    Err(input.error(if input.peek(Token![;]) {
        "what comes out of the model is its last line, without `;`"
    } else {
        "expected `->` and a layer, or the end of the graph"
    }))
}

/// Whether a line begins here, before which a `;` is missing.
fn starts_statement(input: ParseStream<'_>) -> bool {
    input.peek(Token![let])
        || is_shared(input)
        || input.peek(syn::Ident)
        || input.peek(token::Paren)
}

/// Whether parentheses hold outputs with names; `None` if they are values before an arrow.
fn named(input: ParseStream<'_>) -> Option<bool> {
    if !input.peek(token::Paren) {
        return None;
    }
    let fork = input.fork();
    let inside = (|| {
        let inside;
        parenthesized!(inside in fork);
        Ok::<_, Error>(inside.peek(syn::Ident) && inside.peek2(Token![=]))
    })();
    match inside {
        Ok(true) => Some(true),
        _ if fork.peek(Token![->]) => None,
        _ => Some(false),
    }
}

fn starts_small(word: &Ident) -> bool {
    word.to_string().starts_with(char::is_lowercase)
}

/// `; did you mean …?`, or what there is.
fn instead(word: &Ident, names: &[String]) -> String {
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    match nearest(&word.to_string(), &known) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if known.len() == 1 => format!("; there is `{}`", known[0]),
        None => format!("; there are {}", print::list(&known)),
    }
}
