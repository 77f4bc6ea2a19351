#[cfg(feature = "alloc")]
use alloc::{boxed::Box, string::String};

/// What can go wrong when a model is trained, evaluated, saved or loaded.
///
/// Mistakes in the architecture and in the contract between model, loss, labels and metrics are
/// not here: they do not compile.
///
/// It is `Send`, `Sync` and `'static`, so `?` makes it a `Box<dyn std::error::Error>` or an error of `anyhow`
/// or `eyre`. Its text says all, with the system's reason where there is one, so there is no [`source`] that
/// would say that again; [`Other`](Error::Other) has the text and the source of the error in it.
///
/// The other way, in a source of rows or a callback of one's own, `?` takes an [`std::io::Error`], and
/// [`map_err(Error::other)?`](Error::other) any error.
///
/// [`source`]: core::error::Error::source
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Rows and labels are not as many.
    #[error("{data}: `x` has {x} rows, but `y` has {y} labels")]
    Lengths {
        /// Which data.
        data: &'static str,
        /// Rows of `x`.
        x: usize,
        /// Labels in `y`.
        y: usize,
    },

    /// Rows and their weights are not as many.
    #[error("{data}: there are {rows} rows, but {weights} weights in `sample_weight`")]
    SampleWeights {
        /// Which data.
        data: &'static str,
        /// Rows.
        rows: usize,
        /// Weights.
        weights: usize,
    },

    /// There is nothing to train on or to evaluate.
    #[error("{data}: there are no rows")]
    NoRows {
        /// Which data.
        data: &'static str,
    },

    /// A label is none of the model's classes.
    #[error("{data}: label {label} of row {row} is outside of the model's {classes} classes, 0 to {}", classes.saturating_sub(1))]
    Label {
        /// Which data.
        data: &'static str,
        /// The row, counted from 0.
        row: usize,
        /// The label.
        label: i128,
        /// How many classes the model's output has.
        classes: usize,
    },

    /// A number of the data is too large for an `f32`, which models compute with.
    #[error("{data}: {what} {number:e} of row {row} is too large for an `f32`")]
    TooLarge {
        /// Which data.
        data: &'static str,
        /// What the number is: a label, a weight.
        what: &'static str,
        /// The row, counted from 0.
        row: usize,
        /// The number.
        number: f64,
    },

    /// A row is not as wide as the rows that are asked for.
    #[error("row {row} has {width} numbers, not {expected}")]
    Width {
        /// The row, counted from 0.
        row: usize,
        /// How many numbers it has.
        width: usize,
        /// How many it is to have.
        expected: usize,
    },

    /// Means and deviations that rows cannot have.
    #[cfg(feature = "alloc")]
    #[error("a normalization of rows of {features} features: {problem}")]
    Normalization {
        /// How many numbers a row has.
        features: usize,
        /// What is wrong.
        problem: String,
    },

    /// There are more rows than one training can put in an order.
    #[error(
        "{data}: there are {rows} rows, and a training takes up to {}",
        u32::MAX
    )]
    TooManyRows {
        /// Which data.
        data: &'static str,
        /// Rows.
        rows: usize,
    },

    /// A class in `class_weight` has two weights, or can be none of a label.
    #[cfg(feature = "alloc")]
    #[error("`class_weight`: class {class} {problem}")]
    ClassWeight {
        /// The class.
        class: i128,
        /// What is wrong, as the end of a sentence that begins with the class.
        problem: String,
    },

    /// A setting has a value that it cannot have.
    #[error("`{setting} = {}`: {expected}", Shortest(*value))]
    Setting {
        /// The setting's name.
        setting: &'static str,
        /// Its value.
        value: f64,
        /// What it may be.
        expected: &'static str,
    },

    /// Settings do not go with each other.
    #[error("{problem}")]
    Settings {
        /// What is wrong.
        problem: &'static str,
    },

    /// A size that `models!` was to choose when the program runs is none of those that it has.
    #[error("`{name}` is {given}, but it can be {} only", Listed(there))]
    Size {
        /// The constant's name.
        name: &'static str,
        /// What was asked for.
        given: usize,
        /// The sizes that there are.
        there: &'static [usize],
    },

    /// Neither less nor more of a monitored value is better.
    #[error(
        "`{monitor}` is monitored, but neither less nor more of it is better by itself; say `mode = Direction::Min` or `mode = Direction::Max`"
    )]
    NoDirection {
        /// The value's name in logs.
        monitor: &'static str,
    },

    /// A callback that was chosen when the program runs monitors what this training does not measure.
    #[cfg(feature = "alloc")]
    #[error("a callback monitors `{monitor}`, which is not measured; there are {there}")]
    NotMeasured {
        /// The value's name in logs.
        monitor: &'static str,
        /// The names that there are.
        there: String,
    },

    /// A learning rate that is a schedule cannot be set to a number.
    #[error(
        "the learning rate is a schedule and cannot be set to {}; to set it, make the optimizer with a number, as `learning_rate = 0.001`",
        Shortest((*rate).into())
    )]
    Scheduled {
        /// What it was to be.
        rate: f32,
    },

    /// A callback sets the learning rate, which is a schedule.
    #[error(
        "`{callback}` sets the learning rate, but this optimizer's is a schedule; make the optimizer with a number, as `learning_rate = 0.001`, or leave the callback out"
    )]
    SetsSchedule {
        /// The callback.
        callback: &'static str,
    },

    /// A value is monitored that is never measured, because no epoch is validated.
    #[error(
        "`{monitor}` is monitored, but with this `validation_freq` none of the epochs {first} to {last} is validated"
    )]
    NeverMeasured {
        /// The value's name in logs.
        monitor: &'static str,
        /// The first epoch, counted from 1.
        first: usize,
        /// The last epoch.
        last: usize,
    },

    /// The loss is no longer a finite number, and `TerminateOnNaN` was to say so.
    #[error(
        "NaN or Inf loss encountered at batch {batch}. Loss value: {}. Terminating training immediately.",
        if loss.is_nan() { "nan" } else if *loss > 0.0 { "inf" } else { "-inf" }
    )]
    InvalidLoss {
        /// The batch of the epoch, counted from 0.
        batch: usize,
        /// The loss of the epoch so far.
        loss: f32,
    },

    /// Weights, or a file of weights, are of another model.
    #[cfg(feature = "alloc")]
    #[error("these weights are of another model: {difference}")]
    Weights {
        /// The first difference.
        difference: String,
    },

    /// A backup is of another training than the one that is to go on from it.
    #[cfg(feature = "alloc")]
    #[error("this backup is of another training: {difference}")]
    Backup {
        /// The first difference.
        difference: String,
    },

    /// A file could not be read or written.
    #[cfg(feature = "alloc")]
    #[error("cannot {action} `{path}`: {reason}")]
    File {
        /// `read`, `write`, …
        action: &'static str,
        /// The file.
        path: String,
        /// What the operating system says.
        reason: Box<dyn core::error::Error + Send + Sync>,
    },

    /// A file is not what it should be.
    #[cfg(feature = "alloc")]
    #[error("`{path}` {problem}")]
    Format {
        /// The file.
        path: String,
        /// What is wrong with it, as the end of a sentence that begins with the file's name.
        problem: String,
    },

    /// A data set is not there.
    #[cfg(feature = "alloc")]
    #[error("{message}")]
    Missing {
        /// What was looked for, where, and how to get it.
        message: String,
    },

    /// A source of rows, or a callback, failed with an error of its own.
    #[cfg(feature = "alloc")]
    #[error(transparent)]
    Other(Box<dyn core::error::Error + Send + Sync>),
}

#[cfg(feature = "alloc")]
impl Error {
    /// Makes it of any error, or of a text.
    ///
    /// ```
    /// use kerust::Error;
    ///
    /// fn row(line: &str) -> Result<[f32; 2], Error> {
    ///     let (a, b) = line.split_once(',').ok_or_else(|| Error::other("a row has two numbers"))?;
    ///     let number = |text: &str| text.parse().map_err(Error::other);
    ///     Ok([number(a)?, number(b)?])
    /// }
    ///
    /// assert_eq!(row("0.5,1").unwrap(), [0.5, 1.0]);
    /// assert_eq!(row("0.5,x").unwrap_err().to_string(), "invalid float literal");
    /// assert_eq!(row("0.5").unwrap_err().to_string(), "a row has two numbers");
    /// ```
    #[must_use]
    pub fn other(error: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        Error::Other(error.into())
    }
}

/// For `?` in a source of rows that reads a file.
#[cfg(feature = "std")]
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::other(error)
    }
}

/// For `?` on what a function returns that knows many errors.
#[cfg(feature = "alloc")]
impl From<Box<dyn core::error::Error + Send + Sync>> for Error {
    fn from(error: Box<dyn core::error::Error + Send + Sync>) -> Self {
        Error::Other(error)
    }
}

/// A number as it is written in Rust, `0`, `0.1`, `1e-30`: settings that are `f32` have no more digits than
/// that.
struct Shortest(f64);

impl core::fmt::Display for Shortest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let narrow = self.0 as f32;
        if self.0 % 1.0 == 0.0 && self.0.abs() < 1e16 {
            self.0.fmt(f)
        } else if f64::from(narrow) == self.0 {
            write!(f, "{narrow:?}")
        } else {
            write!(f, "{:?}", self.0)
        }
    }
}

/// `8, 16 or 32`
struct Listed<'a>(&'a [usize]);

impl core::fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for (index, number) in self.0.iter().enumerate() {
            let before = match index {
                0 => "",
                _ if index + 1 == self.0.len() => " or ",
                _ => ", ",
            };
            write!(f, "{before}{number}")?;
        }
        Ok(())
    }
}
