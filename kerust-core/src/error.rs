#[cfg(feature = "alloc")]
use alloc::{boxed::Box, string::String};

/// What can go wrong when a model is trained, evaluated, saved or loaded.
///
/// Mistakes in the architecture and in the contract between model, loss, labels and metrics are
/// not here: they do not compile.
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

    /// Neither less nor more of a monitored value is better.
    #[error(
        "`{monitor}` is monitored, but neither less nor more of it is better by itself; say `mode = Direction::Min` or `mode = Direction::Max`"
    )]
    NoDirection {
        /// The value's name in logs.
        monitor: &'static str,
    },

    /// A learning rate that is a schedule cannot be set to a number.
    #[error(
        "the learning rate is a schedule and cannot be set to {rate}; to set it, make the optimizer with a number, as `learning_rate = 0.001`"
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

/// A number as it was written: settings that are `f32` have no more digits than that.
struct Shortest(f64);

impl core::fmt::Display for Shortest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let narrow = self.0 as f32;
        if f64::from(narrow) == self.0 {
            narrow.fmt(f)
        } else {
            self.0.fmt(f)
        }
    }
}
