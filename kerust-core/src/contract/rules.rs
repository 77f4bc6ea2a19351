use crate::Error;
use crate::message::Text;

/// The range of a setting's values.
struct Rule {
    setting: &'static str,
    least: f64,
    most: f64,
    /// Whether the bounds themselves are allowed.
    with_least: bool,
    with_most: bool,
    /// Whether it is a whole number; another one is for the compiler to refuse, because of its type.
    counts: bool,
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
        counts: false,
        expected,
        in_source: expected,
    }
}

const INFINITY: f64 = f64::INFINITY;

/// The rules that need no more than the value.
const RULES: [Rule; 59] = [
    Rule {
        in_source: "a learning rate is not negative",
        ..rule(
            "learning_rate",
            0.0,
            f32::MAX as f64,
            "a learning rate is finite and not negative",
        )
    },
    not_negative("initial_learning_rate"),
    not_negative("end_learning_rate"),
    not_negative("warmup_target"),
    rule("min_lr", 0.0, INFINITY, "a learning rate is not negative"),
    share("momentum"),
    share("rho"),
    share("ema_momentum"),
    mean("beta_1"),
    mean("beta_2"),
    mean("adam_beta_1"),
    mean("adam_beta_2"),
    share("label_smoothing"),
    above_0("delta"),
    Rule {
        with_least: false,
        with_most: false,
        ..rule("q", 0.0, 1.0, "it is above 0 and below 1")
    },
    not_negative("beta"),
    not_negative("epsilon"),
    not_negative("epsilon_1"),
    not_negative("epsilon_2"),
    not_negative("weight_decay"),
    not_negative("adam_weight_decay"),
    not_negative("adam_lr_ratio"),
    not_negative("rms_rate"),
    above_0("clipnorm"),
    above_0("clipvalue"),
    above_0("global_clipnorm"),
    above_0("clip_threshold"),
    not_negative("initial_accumulator_value"),
    not_negative("l1_regularization_strength"),
    not_negative("l2_regularization_strength"),
    not_negative("l2_shrinkage_regularization_strength"),
    rule("learning_rate_power", -INFINITY, 0.0, "it is 0 or less"),
    rule("beta_2_decay", -INFINITY, 0.0, "it is 0 or less"),
    count("ema_overwrite_frequency", 1.0, "it counts steps, from 1"),
    count(
        "gradient_accumulation_steps",
        2.0,
        "it counts batches, from 2",
    ),
    count("decay_steps", 1.0, "it counts steps, from 1"),
    count("first_decay_steps", 1.0, "it counts steps, from 1"),
    not_negative("decay_rate"),
    not_negative("power"),
    not_negative("alpha"),
    above_0("t_mul"),
    not_negative("m_mul"),
    share("thresholds"),
    share("specificity"),
    share("sensitivity"),
    share("precision"),
    share("recall"),
    count("num_thresholds", 1.0, "there is at least one threshold"),
    count("batch_size", 1.0, "a batch has at least one row"),
    count("validation_batch_size", 1.0, "a batch has at least one row"),
    count("steps_per_epoch", 1.0, "an epoch has at least one batch"),
    count("validation_steps", 1.0, "it counts batches, from 1"),
    count("validation_freq", 1.0, "it counts epochs, from 1"),
    count("steps", 1.0, "it counts batches, from 1"),
    count("threads", 1.0, "there is at least one thread"),
    count("update_freq", 1.0, "it counts batches, from 1"),
    count("save_freq", 1.0, "it counts batches, from 1"),
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

const fn share(setting: &'static str) -> Rule {
    rule(setting, 0.0, 1.0, "it is a share, from 0 to 1")
}

const fn mean(setting: &'static str) -> Rule {
    Rule {
        with_most: false,
        ..rule(setting, 0.0, 1.0, "it is 0 or more, and less than 1")
    }
}

const fn not_negative(setting: &'static str) -> Rule {
    rule(setting, 0.0, INFINITY, "it is not negative")
}

const fn above_0(setting: &'static str) -> Rule {
    Rule {
        with_least: false,
        ..rule(setting, 0.0, INFINITY, "it is above 0")
    }
}

const fn count(setting: &'static str, least: f64, expected: &'static str) -> Rule {
    Rule {
        counts: true,
        with_least: false,
        ..rule(setting, least - 1.0, INFINITY, expected)
    }
}

/// Whether two texts are the same.
pub(crate) const fn equal(a: &str, b: &str) -> bool {
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

/// Judges a number when training starts: what a setting of this name may be, it may be everywhere.
///
/// # Errors
/// If a setting of this name cannot have the value.
pub fn check(setting: &'static str, value: f64) -> Result<(), Error> {
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
/// With the error's text, if a setting of this name that is `kerust`'s own cannot have the value.
#[track_caller]
#[must_use]
pub const fn literal(
    setting: &str,
    shown: &str,
    value: f64,
    is_whole: bool,
    is_ours: bool,
) -> usize {
    if is_ours
        && let Some(rule) = broken(setting, value)
        && (if rule.counts {
            is_whole && value >= 0.0
        } else {
            !is_whole
        })
    {
        let text = Text::new("`").text(setting).text(" = ").text(shown);
        panic!("{}", text.text("`: ").text(rule.in_source).as_str());
    }
    0
}
