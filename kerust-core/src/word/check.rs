//! The macros' checks of a word's settings at compile time.

use super::Settings;
use crate::message::Text;
use crate::word::equal;

/// Names of settings that were Keras' once, or that are hers for something else, and those of today.
const ONCE: [(&str, &str); 7] = [
    ("lr", "learning_rate"),
    ("beta1", "beta_1"),
    ("beta2", "beta_2"),
    ("eps", "epsilon"),
    ("period", "save_freq"),
    ("epsilon", "min_delta"),
    ("path", "filepath"),
];

impl Settings {
    /// The place of a name.
    const fn place(self, name: &str) -> Option<usize> {
        let mut i = 0;
        while i < self.names.len() {
            if equal(self.names[i], name) {
                return Some(i);
            }
            i += 1;
        }
        None
    }

    /// The name that is meant, if one is known to be.
    const fn meant(self, name: &str) -> Option<&'static str> {
        let mut i = 0;
        while i < ONCE.len() {
            let (once, today) = ONCE[i];
            if equal(once, name) && self.place(today).is_some() {
                return Some(today);
            }
            i += 1;
        }
        let (mut nearest, mut best) = (None, 3);
        let mut i = 0;
        while i < self.names.len() {
            let distance = distance(self.names[i], name);
            if distance < best && distance < name.len() {
                (nearest, best) = (Some(self.names[i]), distance);
            }
            i += 1;
        }
        nearest
    }
}

/// The number of letters to change, add or leave out (Levenshtein, 1966); large if names are long.
const fn distance(a: &str, b: &str) -> usize {
    const LONGEST: usize = 40;
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if b.len() >= LONGEST {
        return LONGEST;
    }
    let mut row = [0; LONGEST];
    let mut j = 0;
    while j < LONGEST {
        row[j] = j;
        j += 1;
    }
    let mut i = 0;
    while i < a.len() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut j = 0;
        while j < b.len() {
            let change = diagonal + (a[i] != b[j]) as usize;
            diagonal = row[j + 1];
            row[j + 1] = least(change, least(diagonal, row[j]) + 1);
            j += 1;
        }
        i += 1;
    }
    row[b.len()]
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

/// Checks the name of a setting of a word with so many values before it.
///
/// # Panics
/// With the error's text, if the word is known not to have it, or if it is one of those values.
#[doc(hidden)]
#[track_caller]
#[must_use]
pub const fn setting(word: &str, name: &str, values: usize, settings: Option<Settings>) -> usize {
    let Some(settings) = settings else {
        return 0;
    };
    match settings.place(name) {
        Some(place) if place < values && place < settings.required => {
            let text = Text::new("`").text(name).text("` is given twice");
            panic!("{}", text.as_str());
        }
        Some(_) => return 0,
        None => {}
    }
    let text = Text::new("`")
        .text(word)
        .text("` has no setting `")
        .text(name)
        .text("`");
    let text = match settings.meant(name) {
        Some(meant) => text.text("; did you mean `").text(meant).text("`?"),
        None => list(text, "; it has ", settings.names),
    };
    panic!("{}", text.as_str());
}

/// Checks that a word with so many values and with these names has all that it needs.
///
/// # Panics
/// With the error's text, if it has not.
#[doc(hidden)]
#[track_caller]
#[must_use]
pub const fn given(word: &str, values: usize, names: &[&str], settings: Option<Settings>) -> usize {
    let Some(settings) = settings else {
        return 0;
    };
    let mut missing = [""; 4];
    let mut count = 0;
    let mut i = 0;
    // A name that it has not may be the one that is missing.
    while i < names.len() {
        if settings.place(names[i]).is_none() {
            return 0;
        }
        i += 1;
    }
    let mut i = values;
    while i < settings.required {
        let mut is_given = false;
        let mut j = 0;
        while j < names.len() {
            is_given |= equal(settings.names[i], names[j]);
            j += 1;
        }
        if !is_given {
            missing[count] = settings.names[i];
            count += 1;
        }
        i += 1;
    }
    if count > 0 {
        let text = Text::new("`").text(word).text("`");
        let text = list(text, " needs ", missing.split_at(count).0);
        panic!("{}", text.as_str());
    }
    0
}

/// Checks that value number `place` of a word may stand without its name.
///
/// # Panics
/// With the error's text, if it has to have it.
#[doc(hidden)]
#[track_caller]
#[must_use]
pub const fn nameless(word: &str, place: usize, value: &str, settings: Option<Settings>) -> usize {
    let Some(settings) = settings else {
        return 0;
    };
    if place < settings.required {
        return 0;
    }
    if place >= settings.names.len() {
        let text = Text::new("`").text(word).text("` has no more settings");
        panic!("{}", text.as_str());
    }
    let text = Text::new("settings have names: write `")
        .text(settings.names[place])
        .text(" = ")
        .text(value)
        .text("`");
    panic!("{}", text.as_str());
}

/// The text with `a`, `b` and `c` behind it.
const fn list(mut text: Text, before: &str, names: &[&str]) -> Text {
    let mut i = 0;
    while i < names.len() {
        let before = match i {
            0 => before,
            _ if i + 1 == names.len() => " and ",
            _ => ", ",
        };
        text = text.text(before).text("`").text(names[i]).text("`");
        i += 1;
    }
    text
}

/// Whether a setting's value is a constant of the word's type.
#[doc(hidden)]
#[must_use]
pub const fn is_constant(name: &str, settings: Option<Settings>) -> bool {
    let Some(Settings { constants, .. }) = settings else {
        return false;
    };
    let mut i = 0;
    while i < constants.len() {
        if equal(constants[i], name) {
            return true;
        }
        i += 1;
    }
    false
}

/// Compares a number that is written out with the bound of its setting, when the program is compiled.
///
/// # Panics
/// With the error's text, if the word says that the setting cannot have the value.
#[doc(hidden)]
#[track_caller]
#[must_use]
pub const fn literal(
    setting: &str,
    shown: &str,
    value: f64,
    is_whole: bool,
    settings: Option<Settings>,
) -> usize {
    if let Some(Settings { bounds, .. }) = settings
        && let Some(bound) = super::bound(bounds, setting)
        && let Some(expected) = bound.refuses(value, is_whole)
    {
        let text = Text::new("`").text(setting).text(" = ").text(shown);
        panic!("{}", text.text("`: ").text(expected).as_str());
    }
    0
}
