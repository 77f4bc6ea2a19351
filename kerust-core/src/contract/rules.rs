use crate::Error;
use crate::message::Text;

/// What a setting's value may be.
struct Rule {
    setting: &'static str,
    least: f64,
    most: f64,
    /// Whether the bounds themselves are allowed.
    with_least: bool,
    with_most: bool,
    expected: &'static str,
    /// The same beside the source, where a number is finite and its owner is seen.
    in_source: &'static str,
}

const fn rule(setting: &'static str, least: f64, most: f64, expected: &'static str) -> Rule {
    Rule {
        setting,
        least,
        most,
        with_least: true,
        with_most: true,
        expected,
        in_source: expected,
    }
}

/// The rules that need no more than the value.
const RULES: [Rule; 11] = [
    Rule {
        in_source: "a learning rate is not negative",
        ..rule(
            "learning_rate",
            0.0,
            f64::MAX,
            "a learning rate is finite and not negative",
        )
    },
    rule("momentum", 0.0, 1.0, "it is a share, from 0 to 1"),
    mean("beta_1"),
    mean("beta_2"),
    rule("label_smoothing", 0.0, 1.0, "it is a share, from 0 to 1"),
    rule("epsilon", 0.0, f64::INFINITY, "it is not negative"),
    rule(
        "batch_size",
        1.0,
        f64::INFINITY,
        "a batch has at least one row",
    ),
    rule(
        "threads",
        1.0,
        f64::INFINITY,
        "there is at least one thread",
    ),
    Rule {
        with_most: false,
        in_source: "a rate is lowered by a factor of 0 or more, and less than 1",
        ..rule(
            "factor",
            0.0,
            1.0,
            "`ReduceLROnPlateau` multiplies the learning rate with 0 or more, and less than 1",
        )
    },
    rule(
        "min_lr",
        0.0,
        f64::INFINITY,
        "a learning rate is not negative",
    ),
    Rule {
        with_least: false,
        with_most: false,
        ..rule(
            "validation_split",
            0.0,
            1.0,
            "it is a share above 0.0 and below 1.0",
        )
    },
];

const fn mean(setting: &'static str) -> Rule {
    Rule {
        with_most: false,
        ..rule(setting, 0.0, 1.0, "it is 0 or more, and less than 1")
    }
}

const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// The rule that a setting of this name breaks with the value, if it breaks one.
const fn broken(setting: &str, value: f64) -> Option<&'static Rule> {
    let mut i = 0;
    while i < RULES.len() {
        let rule = &RULES[i];
        if equal(rule.setting, setting) {
            let above = value > rule.least || (rule.with_least && value == rule.least);
            let below = value < rule.most || (rule.with_most && value == rule.most);
            return if above && below { None } else { Some(rule) };
        }
        i += 1;
    }
    None
}

/// Judges a number when training starts.
///
/// # Errors
/// If a setting of this name cannot have the value.
pub(crate) fn check(setting: &'static str, value: f64) -> Result<(), Error> {
    match broken(setting, value) {
        None => Ok(()),
        Some(rule) => Err(Error::Setting {
            setting,
            value,
            expected: rule.expected,
        }),
    }
}

/// Judges a number that is written out in `compile!` or `fit!`, when the program is compiled.
///
/// # Panics
/// With the error's text, if a setting of this name cannot have the value.
#[track_caller]
#[must_use]
pub const fn literal(setting: &str, shown: &str, value: f64) -> usize {
    if let Some(rule) = broken(setting, value) {
        let text = Text::new("`").text(setting).text(" = ").text(shown);
        panic!("{}", text.text("`: ").text(rule.in_source).as_str());
    }
    0
}
