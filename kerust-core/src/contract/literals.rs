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
}

const fn rule(setting: &'static str, least: f64, most: f64, expected: &'static str) -> Rule {
    Rule {
        setting,
        least,
        most,
        with_least: true,
        with_most: true,
        expected,
    }
}

/// The rules that need no more than the value; the others are checked when training starts.
const RULES: [Rule; 9] = [
    rule(
        "learning_rate",
        0.0,
        f64::MAX,
        "a learning rate is not negative",
    ),
    rule("momentum", 0.0, 1.0, "it is a share, from 0 to 1"),
    mean("beta_1"),
    mean("beta_2"),
    rule("epsilon", 0.0, f64::MAX, "it is not negative"),
    rule("batch_size", 1.0, f64::MAX, "a batch has at least one row"),
    Rule {
        with_most: false,
        ..rule(
            "factor",
            0.0,
            1.0,
            "a rate is lowered by a factor of 0 or more, and less than 1",
        )
    },
    rule("min_lr", 0.0, f64::MAX, "a learning rate is not negative"),
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

/// Judges a number that is written out in `compile!` or `fit!`.
///
/// # Panics
/// With the error's text, if a setting of this name cannot have the value.
#[track_caller]
#[must_use]
pub const fn literal(setting: &str, shown: &str, value: f64) -> usize {
    let mut i = 0;
    while i < RULES.len() {
        let rule = &RULES[i];
        if equal(rule.setting, setting) {
            let above = value > rule.least || (rule.with_least && value == rule.least);
            let below = value < rule.most || (rule.with_most && value == rule.most);
            if !(above && below) {
                let text = Text::new("`")
                    .text(setting)
                    .text(" = ")
                    .text(shown)
                    .text("`: ");
                panic!("{}", text.text(rule.expected).as_str());
            }
        }
        i += 1;
    }
    0
}
