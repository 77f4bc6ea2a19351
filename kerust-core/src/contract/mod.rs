//! The contract: which losses, last layers, labels, metrics and monitored values go together.
//!
//! Each question is one trait; a combination that is not implemented does not compile, and the
//! trait's error says why.
// No cast may silently change data.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod label_kind;
mod labels;
mod last_layer;
mod meaning;
mod metrics;
mod monitors;
mod nothing;
mod numbers;
mod samples;

pub use label_kind::{Bits, Classes, LabelKind, Numbers, OneHot};
pub use labels::LabelFor;
pub use last_layer::LossAfter;
pub use meaning::{IsClear, MeaningByOutputs, OneMeaning};
pub use metrics::{AloneFor, Has, MetricFor, Metrics, Place, Push, WeightedPlace};
pub use monitors::{MeasuredBy, MeasuredWith, Monitor, NoValidation, Validation, loss, val_loss};
#[doc(hidden)]
pub use nothing::Nothing;
pub(crate) use numbers::near;
pub use numbers::{Number, Whole};
pub use samples::{RowFor, Samples};

#[doc(hidden)]
pub use crate::word::{ByDefault, ByNew0, ByNew1, ByNew2, HasNew};
