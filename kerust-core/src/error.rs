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
        label: i64,
        /// How many classes the model's output has.
        classes: usize,
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

    /// A learning rate that is a schedule cannot be set to a number.
    #[error(
        "the learning rate is a schedule and cannot be set to {rate}; to set it, make the optimizer with a number, as `learning_rate = 0.001`"
    )]
    Scheduled {
        /// What it was to be.
        rate: f32,
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
