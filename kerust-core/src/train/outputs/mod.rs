//! The outputs of a model: their names, and lists with an entry for each.

mod entries;
mod names;

pub use entries::{EntryAt, LossOf, LossOfKind};
pub use names::{
    HasOutput, Hash, MetricsOf, OfOutput, OneLoss, OneOf, OneOutput, OutputName, Unused,
};
#[cfg(feature = "alloc")]
pub(crate) use names::{LastActivation, Place};
