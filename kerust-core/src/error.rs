#[cfg(feature = "alloc")]
use alloc::{boxed::Box, string::String};

/// The errors of training, evaluating, saving and loading a model.
///
/// Mistakes in the architecture and in the contract between model, loss, labels and metrics are
/// not among them: they do not compile.
///
/// The type is `Send`, `Sync` and `'static`, so `?` converts it to `Box<dyn std::error::Error>` and to the
/// errors of `anyhow` and `eyre`. Its text is complete and includes the system's reason, so it has no
/// [`source`] that would repeat it; [`Other`](Error::Other) has the text and the source of the inner error.
///
/// In the other direction, in a source of rows or a callback, `?` converts an [`std::io::Error`], and
/// [`map_err(Error::other)?`](Error::other) any error.
///
/// ```
/// use kerust::Error;
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// let error = fit!(line, &[0.0, 1.0], &[1.0], verbose = 0).unwrap_err();
/// assert!(matches!(error, Error::Lengths { x: 2, y: 1, .. }));
/// assert_eq!(error.to_string(), "training data: `x` has 2 rows, but `y` has 1 labels");
/// ```
///
/// [`source`]: core::error::Error::source
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The numbers of rows and labels differ.
    #[error("{data}: `x` has {x} rows, but `y` has {y} labels")]
    Lengths {
        /// The kind of data.
        data: &'static str,
        /// The number of rows in `x`.
        x: usize,
        /// The number of labels in `y`.
        y: usize,
    },

    /// The inputs of a model have different numbers of rows.
    #[error("{data}: input 1 has {expected} rows, but input {input} has {rows}")]
    Inputs {
        /// The kind of data.
        data: &'static str,
        /// The number of rows of the first input.
        expected: usize,
        /// The other input, counted from 1.
        input: usize,
        /// The number of its rows.
        rows: usize,
    },

    /// The labels or weights of one of several outputs are wrong.
    #[cfg(feature = "alloc")]
    #[error("output `{output}`: {error}")]
    Output {
        /// The name of the output.
        output: &'static str,
        /// Its error.
        error: Box<Error>,
    },

    /// The numbers of rows and of their weights differ.
    #[error("{data}: there are {rows} rows, but {weights} weights in `sample_weight`")]
    SampleWeights {
        /// The kind of data.
        data: &'static str,
        /// The number of rows.
        rows: usize,
        /// The number of weights.
        weights: usize,
    },

    /// There are no rows to train on or to evaluate.
    #[error("{data}: there are no rows")]
    NoRows {
        /// The kind of data.
        data: &'static str,
    },

    /// A label is none of the model's classes.
    #[error("{data}: label {label} of row {row} is outside of the model's {classes} classes, 0 to {}", classes.saturating_sub(1))]
    Label {
        /// The kind of data.
        data: &'static str,
        /// The row, counted from 0.
        row: usize,
        /// The label.
        label: i128,
        /// The number of classes of the model's output.
        classes: usize,
    },

    /// A number of the data is too large for an `f32`, the type that models compute with.
    #[error("{data}: {what} {number:e} of row {row} is too large for an `f32`")]
    TooLarge {
        /// The kind of data.
        data: &'static str,
        /// The role of the number: a label or a weight.
        what: &'static str,
        /// The row, counted from 0.
        row: usize,
        /// The number.
        number: f64,
    },

    /// A row of a table does not have the width of the model's rows.
    #[error("row {row} has {width} numbers, not {expected}")]
    Width {
        /// The row, counted from 0.
        row: usize,
        /// The number of its elements.
        width: usize,
        /// The number of elements that it must have.
        expected: usize,
    },

    /// The rows or the labels of an array whose sizes only the running program knows do not have the model's
    /// shape.
    #[error(
        "{data}: the {samples} have {}{}{}, not {}",
        if *rank == 1 { "" } else { "the shape " },
        Sizes(*rank, given),
        if *rank == 1 { " numbers" } else { "" },
        Sizes(*rank, expected)
    )]
    SampleShape {
        /// The kind of data.
        data: &'static str,
        /// The samples: rows or labels.
        samples: &'static str,
        /// The number of axes of a sample.
        rank: usize,
        /// The sizes of the axes of each sample, 1 beyond the rank.
        given: [usize; 3],
        /// The sizes that they must have.
        expected: [usize; 3],
    },

    /// A list of numbers does not fill its last row.
    #[error("{numbers} numbers make no rows of {width}")]
    PartOfRow {
        /// The number of numbers.
        numbers: usize,
        /// The number of numbers in a row.
        width: usize,
    },

    /// The means and deviations of a normalization are invalid.
    #[cfg(feature = "alloc")]
    #[error("a normalization of rows of {features} features: {problem}")]
    Normalization {
        /// The number of features of a row.
        features: usize,
        /// The problem.
        problem: String,
    },

    /// There are more rows than a training can shuffle.
    #[error(
        "{data}: there are {rows} rows, and a training takes up to {}",
        u32::MAX
    )]
    TooManyRows {
        /// The kind of data.
        data: &'static str,
        /// The number of rows.
        rows: usize,
    },

    /// A class in `class_weight` has two weights, or no label can have this class.
    #[cfg(feature = "alloc")]
    #[error("`class_weight`: class {class} {problem}")]
    ClassWeight {
        /// The class.
        class: i128,
        /// The problem, as the end of a sentence that begins with the class.
        problem: String,
    },

    /// A setting has an invalid value.
    #[error("`{setting} = {}`: {expected}", Shortest(*value))]
    Setting {
        /// The setting's name.
        setting: &'static str,
        /// Its value.
        value: f64,
        /// The values that are allowed.
        expected: &'static str,
    },

    /// Settings contradict each other.
    #[error("{problem}")]
    Settings {
        /// The problem.
        problem: &'static str,
    },

    /// A size given to `models!` when the program runs is none of its sizes.
    #[error("`{name}` is {given}, but it can be {} only", Listed(there))]
    Size {
        /// The constant's name.
        name: &'static str,
        /// The given size.
        given: usize,
        /// The sizes of `models!`.
        there: &'static [usize],
    },

    /// A monitored value has no direction of improvement.
    #[error(
        "`{monitor}` is monitored, but neither a lower nor a higher value is better by itself; write `mode = Direction::Min` or `mode = Direction::Max`"
    )]
    NoDirection {
        /// The value's name in logs.
        monitor: &'static str,
    },

    /// A callback in a `CallbackList` monitors a value that this training does not measure.
    #[cfg(feature = "alloc")]
    #[error("a callback monitors `{monitor}`, which is not measured; there are {there}")]
    NotMeasured {
        /// The value's name in logs.
        monitor: &'static str,
        /// The names of the measured values.
        there: String,
    },

    /// A learning rate that is a schedule cannot be set to a number.
    #[error(
        "the learning rate is a schedule and cannot be set to {}; to set it, give the optimizer a number, such as `learning_rate = 0.001`",
        Shortest((*rate).into())
    )]
    Scheduled {
        /// The number.
        rate: f32,
    },

    /// A callback sets the learning rate, but it is a schedule.
    #[error(
        "`{callback}` sets the learning rate, but this optimizer's is a schedule; give the optimizer a number, such as `learning_rate = 0.001`, or leave out the callback"
    )]
    SetsSchedule {
        /// The callback.
        callback: &'static str,
    },

    /// A monitored value is never measured, because no epoch is validated.
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

    /// The loss is no longer a finite number; from `TerminateOnNaN(raise_error = true)`.
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

    /// Weights, or those of a file, are of another model.
    #[cfg(feature = "alloc")]
    #[error("these weights are of another model: {difference}")]
    Weights {
        /// The first difference.
        difference: String,
    },

    /// A token is not in the vocabulary.
    #[error("{data}: row {row} of the {samples} has the token {token} in place {place}, which is none of {vocabulary}, 0 to {last}", last = vocabulary.saturating_sub(1))]
    Token {
        /// The kind of data.
        data: &'static str,
        /// The name of the rows.
        samples: &'static str,
        /// The row, from 0.
        row: usize,
        /// The place in the row, from 0.
        place: usize,
        /// The token.
        token: i128,
        /// The number of tokens that there are.
        vocabulary: usize,
    },

    /// A model has no layer of this name.
    #[cfg(feature = "alloc")]
    #[error("there is no layer `{name}`; there are {there}")]
    NoLayer {
        /// The name.
        name: String,
        /// The names of all layers.
        there: String,
    },

    /// A layer is frozen by the model itself.
    #[cfg(feature = "alloc")]
    #[error(
        "the layer `{layer}` is frozen by `trainable = false` in `model!`, and its gradients are left out of the program; without it `set_trainable` can freeze the layer"
    )]
    Frozen {
        /// The name of the layer.
        layer: String,
    },

    /// A backup is of another training than the one that would resume from it.
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
        /// The operating system's reason.
        reason: Box<dyn core::error::Error + Send + Sync>,
    },

    /// A file has an unexpected content.
    #[cfg(feature = "alloc")]
    #[error("`{path}` {problem}")]
    Format {
        /// The file.
        path: String,
        /// The problem, as the end of a sentence that begins with the file's name.
        problem: String,
    },

    /// A data set is missing.
    #[cfg(feature = "alloc")]
    #[error("{message}")]
    Missing {
        /// The missing files, the searched directories, and the way to get the files.
        message: String,
    },

    /// A source of rows, or a callback, failed with an error of its own.
    #[cfg(feature = "alloc")]
    #[error(transparent)]
    Other(Box<dyn core::error::Error + Send + Sync>),
}

#[cfg(feature = "alloc")]
impl Error {
    /// The error with any other error, or a text, in it.
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

/// The conversion by `?` in a source of rows that reads a file.
#[cfg(feature = "std")]
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::other(error)
    }
}

/// The conversion by `?` of the result of a function with errors of many types.
#[cfg(feature = "alloc")]
impl From<Box<dyn core::error::Error + Send + Sync>> for Error {
    fn from(error: Box<dyn core::error::Error + Send + Sync>) -> Self {
        Error::Other(error)
    }
}

/// A number as written in Rust, `0`, `0.1`, `1e-30`, with the digits of an `f32` if it is one.
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

/// A rank and sizes: `5`, or `(28, 28, 1)`.
struct Sizes<'a>(usize, &'a [usize; 3]);

impl core::fmt::Display for Sizes<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Sizes(rank, [a, b, c]) = self;
        match rank {
            2 => write!(f, "({a}, {b})"),
            3 => write!(f, "({a}, {b}, {c})"),
            _ => write!(f, "{a}"),
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
