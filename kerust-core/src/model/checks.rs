//! The compiler's checks of a model.
//!
//! Each check is a constant function with `track_caller` that panics with a finished text; called
//! in a type's constant at the user's token, it is one compile error there.

use crate::graph::Step;
use crate::message::Text;
use crate::tensor::Dims;
use crate::word::equal;

/// Whether a layer has a word as an option.
///
/// # Panics
/// With the error's text, if it has not.
#[track_caller]
#[must_use]
pub const fn option(layer: &str, option: &str, help: &str, has: bool) -> bool {
    if !has {
        panic!("{}", without(layer, option).text(help).as_str());
    }
    true
}

/// Whether a layer has the option `key = value`.
///
/// # Panics
/// With the error's text, if it has not.
#[track_caller]
#[must_use]
pub const fn key_option(
    layer: &str,
    option: &str,
    key: &str,
    help: &str,
    options: Option<&[&str]>,
    has: bool,
) -> bool {
    if !has {
        let text = without(layer, option).text(help);
        let text = match options {
            Some([]) => text.text("; it takes none"),
            Some(options) if !contains(options, key) => text.it_has(options),
            Some(_) if ends_in_a_whole_number(option) => {
                text.text("; `").text(key).text("` takes no number")
            }
            _ => text,
        };
        panic!("{}", text.as_str());
    }
    true
}

/// ``the layer `…` has no option `…` ``
const fn without(layer: &str, option: &str) -> Text {
    let text = Text::new("`").text(layer).text("` has no option `");
    text.text(option).text("`")
}

/// Whether a layer has a setting.
///
/// # Panics
/// With the error's text, if it is known not to have it.
#[track_caller]
#[must_use]
pub const fn layer_setting(layer: &str, key: &str, value: &str, options: Option<&[&str]>) -> bool {
    if let Some(options) = options
        && !contains(options, key)
    {
        let text = without(layer, key).it_has(options);
        let text = if !options.is_empty() || value.is_empty() {
            text
        } else if ends_in_a_whole_number(value) {
            text.text("; it takes none")
        } else {
            let text = text.text("\nhelp: write the value alone: `").text(layer);
            text.text("(").text(value).text(")`")
        };
        panic!("{}", text.as_str());
    }
    true
}

/// Whether a value, or an option with its value, ends in a whole number.
const fn ends_in_a_whole_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut first = bytes.len();
    while first > 0 && bytes[first - 1].is_ascii_digit() {
        first -= 1;
    }
    first < bytes.len() && (first == 0 || matches!(bytes[first - 1], b' ' | b'-'))
}

/// Whether a type is a layer.
///
/// # Panics
/// With the error's text, if it is not.
#[track_caller]
#[must_use]
pub const fn layer(name: &str, is_layer: bool) -> bool {
    if !is_layer {
        let text = Text::new("`").text(name).text("` is not a layer");
        if name.as_bytes()[0].is_ascii_lowercase() {
            let text = text.text("\nhelp: an activation is an option, as in `Dense<8, 3>(");
            let text = text
                .text(name)
                .text(")`, or the layer `Activation(")
                .text(name);
            panic!("{}", text.text(")`").as_str());
        }
        let text = text.text("\nhelp: a layer implements `Infer`, and `RowLayer` or `Layer`; a model can stand in its place, if it has one output");
        panic!("{}", text.as_str());
    }
    true
}

/// The proof that the settings of a layer are right: the constant that holds them could be made.
#[must_use]
pub const fn settled<L>(_: &L) -> bool {
    true
}

/// The rank of a model's input, which its first layer fixes.
///
/// # Panics
/// With the error's text, if it does not.
#[track_caller]
#[must_use]
pub const fn input(first: &str, input: Dims) -> usize {
    if input.is_unknown() {
        let text = Text::new("layer 1 `").text(first);
        let text = text.text("` does not say how large its input is");
        let text = text.text("\nhelp: put the input's shape first, for example `Image<28, 28, 1>`");
        panic!("{}", text.as_str());
    }
    if input.is_empty() {
        let text = layer_text(1, first).text(" takes 0 inputs\nhelp: write 1 or more");
        panic!("{}", text.as_str());
    }
    input.rank
}

/// The rank of a model's input for the checks of its layers: unknown, if it has no numbers, so that
/// they have no second error.
#[must_use]
pub const fn recovered_input(input: Dims) -> usize {
    if input.is_empty() {
        0
    } else {
        input.lifted().0
    }
}

/// The most tokens that there can be: each is an `f32`.
const MOST_TOKENS: usize = 1 << 24;

/// The rank of a model's input, as it is written before the layers.
///
/// # Panics
/// With the error's text, if it has no numbers.
#[track_caller]
#[must_use]
pub const fn written_input(input_in_words: &str, input: Dims) -> usize {
    if input.is_empty() {
        let text = Text::new(input_in_words);
        panic!(
            "{}",
            text.text(" is empty\nhelp: write sizes of 1 or more")
                .as_str()
        );
    }
    if input.vocabulary > MOST_TOKENS {
        let text = Text::new(input_in_words).text(" has more than 16777216 tokens");
        panic!("{}", text.as_str());
    }
    input.lifted().0
}

/// ``layer 2 `Dense<100, 10>` ``
const fn layer_text(number: usize, layer: &str) -> Text {
    let text = Text::new("layer ").number(number).text(" `");
    text.text(layer).text("`")
}

/// `rank`, once the types before it are without an error; with one, this is an error that the
/// compiler does not report again.
#[must_use]
pub const fn after<Check, Before>(rank: usize) -> usize {
    rank
}

/// The number, from 1, of the last call before the output `value` whose layer a loss does not look through.
#[must_use]
pub const fn head(steps: &[Step], mut value: usize, inputs: usize) -> usize {
    loop {
        let call = value - inputs;
        let step = &steps[call];
        if !step.spec.looks_through || step.inputs[0] < inputs {
            return call + 1;
        }
        value = step.inputs[0];
    }
}

/// Whether a size that is `_` follows from the layer's input; `known` is the place of the one that does.
///
/// # Panics
/// With the error's text, if it does not.
#[track_caller]
#[must_use]
pub const fn follows(layer: &str, place: usize, known: Option<usize>) -> bool {
    match known {
        Some(known) if known == place => true,
        Some(0) => {
            let text = Text::new("this size of `").text(layer);
            let text = text.text(
                "` follows from nothing before it: write a number\nhelp: its first size follows: `",
            );
            panic!("{}", text.text(layer).text("<_, 8>`").as_str());
        }
        Some(_) | None => {
            let text = Text::new("this size of `").text(layer);
            panic!(
                "{}",
                text.text("` follows from nothing before it: write a number")
                    .as_str()
            );
        }
    }
}

/// The size that follows from an input of this shape: that of its last axis, or of its vocabulary. After an error it
/// is 1.
#[must_use]
pub const fn size_that_follows(input: Dims) -> usize {
    match (input.vocabulary, input.width()) {
        (0, 0) => 1,
        (0, width) => width,
        (vocabulary, _) => vocabulary,
    }
}

/// Whether the name is one of these.
const fn contains(names: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < names.len() {
        if equal(names[i], name) {
            return true;
        }
        i += 1;
    }
    false
}
