//! The contract: which losses, last layers, labels, metrics and monitored values go together.
//!
//! Each question is one trait; a combination that is not implemented does not compile, and the
//! trait's error says why.

pub use kerust_core::losses::LossAfter;
#[doc(hidden)]
pub use kerust_core::metrics::Nothing;
pub use kerust_core::metrics::{
    AllOutputs, AloneFor, Has, IsClear, MeaningByOutputs, MeasuredBy, MeasuredWith, MetricFor,
    Metrics, Monitor, Monitored, NoValidation, OfOne, OneMeaning, Place, Prefix, Push, Validation,
    WeightedPlace, loss, val_loss,
};
pub use kerust_core::model::HasRow;
pub use kerust_core::samples::{
    Bits, Classes, DynRow, HasAxes, InputData, LabelKind, Number, Numbers, OneHot, OneList, Parts,
    RowFor, Sample, SampleFor, Samples, TakesRows, TakesSample, Whole,
};
pub use kerust_core::train::contract::LabelFor;
pub use kerust_core::train::data::{
    LabelData, LabelParts, Losses, NoLoss, TakesLabels, Unlabelled,
};
pub use kerust_core::train::outputs::{EntryAt, LossOf, LossOfKind};
pub use kerust_core::train::outputs::{
    HasOutput, Hash, MetricsOf, OfOutput, OneLoss, OneOf, OneOutput,
};
pub use kerust_core::train::step::Scoring;
#[doc(hidden)]
pub use kerust_core::word::{ByDefault, ByNew0, ByNew1, ByNew2, HasNew};
