use core::fmt;

/// The most settings of a layer.
const CAPACITY: usize = 16;

/// The configuration of a layer, as Keras' `get_config` has it: names and values.
///
/// ```
/// use kerust::graph::{Config, Value};
///
/// const CONFIG: Config = Config::EMPTY
///     .size("filters", 8)
///     .with("padding", Value::Word("same"));
/// assert_eq!(CONFIG.settings()[1].name, "padding");
/// assert_eq!(CONFIG.settings()[1].value.to_string(), "same");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Config {
    settings: [Setting; CAPACITY],
    count: usize,
}

/// A setting of a layer.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Keras' name of it.
    pub name: &'static str,
    /// Its value.
    pub value: Value,
    /// Whether the shapes of inputs, outputs and weights tell it too.
    pub is_size: bool,
}

/// The value of a setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Integer(usize),
    /// A pair of whole numbers.
    Pair([usize; 2]),
    /// A number.
    Number(f32),
    /// A word: `same`.
    Word(&'static str),
    /// `true` or `false`.
    Flag(bool),
}

impl Config {
    /// No settings.
    pub const EMPTY: Config = Config {
        settings: [Setting {
            name: "",
            value: Value::Flag(false),
            is_size: false,
        }; CAPACITY],
        count: 0,
    };

    const fn push(mut self, setting: Setting) -> Self {
        self.settings[self.count] = setting;
        self.count += 1;
        self
    }

    /// The configuration with a setting more, which decides what the layer computes: weights are saved with
    /// it, and a model with another one does not load them.
    ///
    /// # Panics
    /// If there are sixteen already.
    #[must_use]
    pub const fn with(self, name: &'static str, value: Value) -> Self {
        self.push(Setting {
            name,
            value,
            is_size: false,
        })
    }

    /// The configuration with a size more, which shapes tell too.
    ///
    /// # Panics
    /// If there are sixteen settings already.
    #[must_use]
    pub const fn size(self, name: &'static str, size: usize) -> Self {
        self.push(Setting {
            name,
            value: Value::Integer(size),
            is_size: true,
        })
    }

    /// The settings.
    #[must_use]
    pub const fn settings(&self) -> &[Setting] {
        self.settings.split_at(self.count).0
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Integer(value) => write!(f, "{value}"),
            Value::Pair([one, other]) => write!(f, "({one}, {other})"),
            Value::Number(value) => write!(f, "{value}"),
            Value::Word(value) => f.write_str(value),
            Value::Flag(value) => write!(f, "{value}"),
        }
    }
}
