//! Metrics, the numbers beside the loss that say how good a model is: one file each.

#[macro_use]
mod buckets;
#[macro_use]
mod confusion;
#[macro_use]
mod declare;
#[macro_use]
mod f_score;
#[macro_use]
mod goes_with;
#[macro_use]
mod overlaps;
#[macro_use]
mod summed;

// A type would be hidden by a module of its name beside it.
mod built_in {
    pub mod accuracy;
    pub mod auc;
    pub mod binary_accuracy;
    pub mod binary_io_u;
    pub mod categorical_accuracy;
    pub mod concordance_correlation;
    pub mod exact_accuracy;
    pub mod f1_score;
    pub mod false_negatives;
    pub mod false_positives;
    pub mod fbeta_score;
    pub mod io_u;
    pub mod mean_io_u;
    pub mod outputs_mean;
    pub mod outputs_sum;
    pub mod pearson_correlation;
    pub mod precision;
    pub mod precision_at_recall;
    pub mod r2_score;
    pub mod recall;
    pub mod recall_at_precision;
    pub mod root_mean_squared_error;
    pub mod sensitivity_at_specificity;
    pub mod sparse_categorical_accuracy;
    pub mod specificity_at_sensitivity;
    pub mod top_k;
    pub mod true_negatives;
    pub mod true_positives;
}

mod area;
mod correlation;
mod determination;
#[doc(hidden)]
pub mod in_keras;
mod labelled;
mod list;
mod meaning;
mod monitors;
mod output_sums;
mod ratio;
mod row_mean;
mod top_outputs;
mod unused;
mod weighted;
mod weighted_mean;

pub use area::{Curve, Summation};
pub use buckets::Buckets;
pub use built_in::{
    accuracy::{accuracy, val_accuracy},
    auc::{auc, val_auc},
    binary_accuracy::{binary_accuracy, val_binary_accuracy},
    binary_io_u::{binary_io_u, val_binary_io_u},
    categorical_accuracy::{categorical_accuracy, val_categorical_accuracy},
    concordance_correlation::{concordance_correlation, val_concordance_correlation},
    exact_accuracy::{exact_accuracy, val_exact_accuracy},
    f1_score::{f1_score, val_f1_score},
    false_negatives::{false_negatives, val_false_negatives},
    false_positives::{false_positives, val_false_positives},
    fbeta_score::{fbeta_score, val_fbeta_score},
    io_u::{io_u, val_io_u},
    mean_io_u::{mean_io_u, val_mean_io_u},
    outputs_mean::{mean, val_mean},
    outputs_sum::{sum, val_sum},
    pearson_correlation::{pearson_correlation, val_pearson_correlation},
    precision::{precision, val_precision},
    precision_at_recall::{precision_at_recall, val_precision_at_recall},
    r2_score::{r2_score, val_r2_score},
    recall::{recall, val_recall},
    recall_at_precision::{recall_at_precision, val_recall_at_precision},
    root_mean_squared_error::{root_mean_squared_error, val_root_mean_squared_error},
    sensitivity_at_specificity::{sensitivity_at_specificity, val_sensitivity_at_specificity},
    sparse_categorical_accuracy::{sparse_categorical_accuracy, val_sparse_categorical_accuracy},
    specificity_at_sensitivity::{specificity_at_sensitivity, val_specificity_at_sensitivity},
    top_k::{top_k, val_top_k},
    true_negatives::{true_negatives, val_true_negatives},
    true_positives::{true_positives, val_true_positives},
};
pub use confusion::Confusion;
use correlation::Correlation;
pub use determination::{Aggregation, Determination};
pub use f_score::{Averaging, FScore};
pub(crate) use goes_with::goes_with;
pub use labelled::Labelled;
pub use list::{AloneFor, Has, MetricFor, Metrics, OfOne, Place, Prefix, Push, WeightedPlace};
pub use meaning::{IsClear, MeaningByOutputs, OneMeaning};
pub use monitors::{
    AllOutputs, MeasuredBy, MeasuredWith, Monitor, Monitored, NoValidation, Validation, loss,
    val_loss,
};
pub use output_sums::OutputSums;
pub use overlaps::Overlaps;
use ratio::ratio;
pub(crate) use row_mean::RowMean;
pub(crate) use summed::{Summed, update_state};
#[doc(hidden)]
pub use unused::Nothing;
pub use weighted::Weighted;
pub use weighted_mean::Mean;

pub use crate::losses::all::*;
pub use crate::samples::Argmax;

use crate::Error;
use crate::tensor::Row;

/// Keras' name of [`io_u`] for rows of labels and of outputs.
#[allow(non_camel_case_types)]
pub type one_hot_io_u = io_u;
/// Keras' name of [`mean_io_u`] for rows of labels and of outputs.
#[allow(non_camel_case_types)]
pub type one_hot_mean_io_u = mean_io_u;

/// The direction in which a value is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Less is better, as for a loss; Keras' mode `min`.
    Min,
    /// More is better, as for accuracy; Keras' mode `max`.
    Max,
    /// Neither, as for a count: a callback that monitors it needs a `mode`.
    Neither,
}

/// A metric, a word for `metrics = […]`. Declare one with [`metric!`](crate::metric), where an example stands.
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
    /// The direction in which it is better.
    const DIRECTION: Direction;
    /// Whether rows have their weights, those of `sample_weight` and `class_weight`.
    const WEIGHTED: bool = false;
    /// [`OneMeaning`], or
    /// [`MeaningByOutputs`] where labels and outputs decide.
    type Meaning;
    /// The word with its defaults: what stands for it in `monitor = …`, whatever its settings are.
    type Word;

    /// Compares the settings with the bounds that they are declared with.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have.
    #[doc(hidden)]
    fn check_bounds(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// A metric of outputs against targets of type `Target`: `usize`, a class, or `[f32]`, numbers.
#[diagnostic::on_unimplemented(
    message = "metric `{Self}` cannot compare outputs with targets of type `{Target}`",
    label = "not a metric for targets of type `{Target}`",
    note = "`mae` compares numbers; for classes use `accuracy`"
)]
pub trait UpdateState<Target: ?Sized>: Metric {
    /// The sums over an epoch. `R` is a row of outputs: room for a number of each.
    type State<R: Row>: Clone + Send + Sync;

    /// Checks the settings: by default those that are declared with a bound.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have.
    fn check(&self) -> Result<(), Error> {
        self.check_bounds()
    }

    /// The state before the first row.
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
