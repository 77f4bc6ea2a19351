//! What is watched while training, beside the loss: one file a metric.

// The files of the words: a word is a type, which its module's name would hide.
#[path = "."]
mod words {
    pub mod accuracy;
    pub mod mae;
}

mod argmax;

pub use argmax::Argmax;
pub use words::{
    accuracy::{accuracy, val_accuracy},
    mae::{mae, val_mae},
};
/// Which way a value is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Less is better, as for a loss; Keras' mode `min`.
    Min,
    /// More is better, as for accuracy; Keras' mode `max`.
    Max,
}

/// A word for `metrics = […]`. Declare one with [`metric!`](crate::metric).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a metric",
    label = "not a metric",
    note = "metrics are `accuracy`, `mae`, and types declared with `metric!`"
)]
pub trait Metric: Send + Sync + 'static {
    /// The name in logs.
    const NAME: &'static str;
    /// The name in logs of its value on the validation data.
    const VAL_NAME: &'static str;
    /// Which way is better.
    const DIRECTION: Direction;
}

/// A metric of outputs against targets of type `Target`: `usize`, a class, or `[f32]`, numbers.
#[diagnostic::on_unimplemented(
    message = "metric `{Self}` cannot compare outputs with targets of type `{Target}`",
    label = "not a metric for targets of type `{Target}`",
    note = "`mae` compares numbers; for classes use `accuracy`"
)]
pub trait Judges<Target: ?Sized>: Metric {
    /// What is summed up over an epoch.
    type State: Default + Clone + Send + Sync;

    /// Adds one row; `width` is the size of the last axis.
    fn update(state: &mut Self::State, outputs: &[f32], target: &Target, width: usize);

    /// The value so far.
    fn result(state: &Self::State) -> f32;
}

/// A mean of values added one by one; 0 before the first.
#[derive(Clone, Debug, Default)]
pub struct Mean {
    sum: f64,
    count: u64,
}

impl Mean {
    /// Adds a value.
    #[inline(always)]
    pub fn add(&mut self, value: f32) {
        self.add_many(value.into(), 1);
    }

    /// Adds the sum of `count` values.
    #[inline(always)]
    pub fn add_many(&mut self, sum: f64, count: u64) {
        self.sum += sum;
        self.count += count;
    }

    /// The mean so far.
    #[must_use]
    pub fn result(&self) -> f32 {
        if self.count == 0 {
            return 0.0;
        }
        (self.sum / self.count as f64) as f32
    }
}
