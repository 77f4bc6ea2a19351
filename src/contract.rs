//! The contract: which losses, last layers, labels, metrics and monitored values go together.
//!
//! Each question is one trait; a combination that is not implemented does not compile, and the
//! trait's error says why.

pub use kerust_core::losses::LossAfter;
#[doc(hidden)]
pub use kerust_core::metrics::Nothing;
pub use kerust_core::metrics::{
    AloneFor, Has, IsClear, MeaningByOutputs, MeasuredBy, MeasuredWith, MetricFor, Metrics,
    Monitor, NoValidation, OneMeaning, Place, Push, Validation, WeightedPlace, loss, val_loss,
};
pub use kerust_core::model::HasRow;
pub use kerust_core::samples::{
    Bits, Classes, DynRow, HasAxes, LabelKind, Number, Numbers, OneHot, RowFor, Sample, Samples,
    Whole,
};
pub use kerust_core::train::contract::LabelFor;
#[doc(hidden)]
pub use kerust_core::word::{ByDefault, ByNew0, ByNew1, ByNew2, HasNew};
