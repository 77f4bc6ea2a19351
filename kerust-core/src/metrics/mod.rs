//! What is watched while training, beside the loss: one file a metric.

#[macro_use]
mod declare;

// The files of the words: a word is a type, which its module's name would hide.
#[path = "."]
mod words {
    pub mod accuracy;
}

mod argmax;
mod mean;
mod weighted;

pub use argmax::Argmax;
pub use mean::Mean;
pub use weighted::Weighted;
pub use words::accuracy::{accuracy, val_accuracy};

pub use crate::losses::{
    binary_crossentropy, binary_focal_crossentropy, categorical_crossentropy,
    categorical_focal_crossentropy, categorical_hinge, cosine_similarity, hinge, huber,
    kl_divergence, log_cosh, mae, mape, mse, msle, poisson, sparse_categorical_crossentropy,
    squared_hinge, val_binary_crossentropy, val_binary_focal_crossentropy,
    val_categorical_crossentropy, val_categorical_focal_crossentropy, val_categorical_hinge,
    val_cosine_similarity, val_hinge, val_huber, val_kl_divergence, val_log_cosh, val_mae,
    val_mape, val_mse, val_msle, val_poisson, val_sparse_categorical_crossentropy,
    val_squared_hinge,
};

use crate::shape::Row;

/// Which way a value is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Less is better, as for a loss; Keras' mode `min`.
    Min,
    /// More is better, as for accuracy; Keras' mode `max`.
    Max,
    /// Neither, as for a count: a callback that monitors it needs a `mode`.
    Neither,
}

/// A word for `metrics = […]`. Declare one with [`metric!`](crate::metric).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a metric",
    label = "not a metric",
    note = "metrics are, for example, `accuracy`, `mae`, and types declared with `metric!`"
)]
pub trait Metric: Clone + Send + Sync + 'static {
    /// The name in logs.
    const NAME: &'static str;
    /// The name in logs of its value on the validation data.
    const VAL_NAME: &'static str;
    /// Both names where it is measured twice, without and with weights: after `weighted_`.
    const TWIN_NAMES: [&'static str; 2];
    /// Which way is better.
    const DIRECTION: Direction;
    /// Whether rows have their weights, those of `sample_weight` and `class_weight`.
    const WEIGHTED: bool = false;
}

/// A metric of outputs against targets of type `Target`: `usize`, a class, or `[f32]`, numbers.
#[diagnostic::on_unimplemented(
    message = "metric `{Self}` cannot compare outputs with targets of type `{Target}`",
    label = "not a metric for targets of type `{Target}`",
    note = "`mae` compares numbers; for classes use `accuracy`"
)]
pub trait Judges<Target: ?Sized>: Metric {
    /// What is summed up over an epoch. `R` is a row of outputs: room for a number of each.
    type State<R: Row>: Clone + Send + Sync;

    /// Before the first row.
    fn state<R: Row>(&self) -> Self::State<R>;

    /// Adds one row; `width` is the size of the last axis.
    fn update<R: Row>(
        &self,
        state: &mut Self::State<R>,
        outputs: &[f32],
        target: &Target,
        width: usize,
        weight: f32,
    );

    /// The value so far.
    fn result<R: Row>(&self, state: &Self::State<R>) -> f32;
}
