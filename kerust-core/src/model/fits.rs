//! The check that a layer's inputs fit.

use crate::graph::{Inferred, Spec};
use crate::message::Text;
use crate::tensor::Dims;

/// A value that a layer takes, as errors name it.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// ``layer 1 `Dense<784, 128>` ``, `the model's input`, `` `a` ``
    pub text: &'static str,
    /// Whether it is an input of the model.
    pub is_input: bool,
}

/// The rank of a layer's output, if its inputs fit. `layer` is ``layer 2 `Dense<100, 10>` ``.
///
/// # Panics
/// With the error's text, if they do not.
#[track_caller]
#[must_use]
pub const fn fits(layer: &str, taken: &[Taken], given: &[Dims], spec: &Spec) -> usize {
    if let Some(text) = wrong_number(layer, taken, spec) {
        panic!("{}", text.as_str());
    }
    if let Some(text) = wrong_tokens(layer, taken, given, spec) {
        panic!("{}", text.as_str());
    }
    let text = Text::new(layer);
    match &spec.inferred {
        Inferred::Shape(out) => out.rank,
        Inferred::Misfit {
            expects,
            gives,
            help,
            ..
        } => {
            let text = text.text(" expects ").text(expects.as_str());
            let text = text.text(", but ").text(taken[0].text);
            let text = text.text(match (taken[0].is_input, gives.as_str().as_bytes()) {
                (true, [b'`', ..]) => " is ",
                (true, _) => " has ",
                _ => " gives ",
            });
            panic!("{}", with_help(text.text(gives.as_str()), help).as_str());
        }
        Inferred::Apart {
            expects,
            places: [one, other],
            help,
            ..
        } => {
            let text = text.text(" expects ").text(expects.as_str()).text(", but ");
            let text = is_shape(text, &taken[*one], given[*one]).text(" and ");
            let text = is_shape(text, &taken[*other], given[*other]);
            panic!("{}", with_help(text, help).as_str());
        }
        Inferred::Invalid { problem, help, .. } => {
            let text = text.text(" ").text(problem.as_str());
            panic!("{}", with_help(text, help).as_str());
        }
    }
}

/// [`fits`] for a layer that is called before, with the weights of `first`.
///
/// # Panics
/// With the error's text, if an input does not fit.
#[track_caller]
#[must_use]
pub const fn fits_again(
    layer: &str,
    taken: &[Taken],
    given: &[Dims],
    spec: &Spec,
    first: &Spec,
) -> usize {
    // The error of the first call is that of the layer, and is not reported again.
    if !matches!(first.inferred, Inferred::Shape(_)) {
        return spec.output().rank;
    }
    if matches!(spec.inferred, Inferred::Shape(_)) && !spec.weights.are_like(&first.weights) {
        let text = Text::new(layer).text(" has weights of other shapes for ");
        let text = is_shape(text, &taken[0], given[0]);
        panic!(
            "{}",
            text.text(" than for the input it is called with first")
                .as_str()
        );
    }
    fits(layer, taken, given, spec)
}

/// `` `a` is `Vector<8>` ``
const fn is_shape(text: Text, taken: &Taken, given: Dims) -> Text {
    let text = text.text(taken.text).text(" is `");
    text.shape(given).text("`")
}

/// The shape of a layer's output, or the best guess.
#[must_use]
pub const fn output(spec: &Spec, given: &[Dims]) -> Dims {
    if takes_wrong_tokens(spec, given).is_some() {
        return Dims::UNKNOWN;
    }
    spec.output()
}

/// The place of an input that has tokens, where the layer takes numbers.
const fn takes_wrong_tokens(spec: &Spec, given: &[Dims]) -> Option<usize> {
    let mut place = 0;
    while place < given.len() {
        if given[place].is_tokens() && !spec.takes_tokens {
            return Some(place);
        }
        place += 1;
    }
    None
}

/// The error of a layer that takes numbers and is given tokens.
const fn wrong_tokens(layer: &str, taken: &[Taken], given: &[Dims], spec: &Spec) -> Option<Text> {
    let Some(place) = takes_wrong_tokens(spec, given) else {
        return None;
    };
    let text = Text::new(layer).text(" expects numbers, but ");
    let text = is_shape(text, &taken[place], given[place]);
    Some(text.text("\nhelp: put `Embedding<_, 16>` between them"))
}

/// The error of a layer that takes more inputs than it is given, or fewer.
const fn wrong_number(layer: &str, taken: &[Taken], spec: &Spec) -> Option<Text> {
    let text = Text::new(layer);
    if spec.least_inputs == 1 && taken.len() > 1 {
        let text = text
            .text(" takes one input, and is given ")
            .number(taken.len());
        return Some(text.text("\nhelp: join them first: `(a, b) -> Concatenate`"));
    }
    if taken.len() < spec.least_inputs {
        let text = text
            .text(" joins ")
            .number(spec.least_inputs)
            .text(" inputs or more, and is given ");
        let text = text.number(taken.len()).text("\nhelp: write `(a, b) -> ");
        return Some(text.text(spec.class).text("`"));
    }
    None
}

const fn with_help(text: Text, help: &Text) -> Text {
    if help.is_empty() {
        return text;
    }
    text.text("\nhelp: ").text(help.as_str())
}
