//! The data of a training: rows, labels and the weights of samples.

#[cfg(feature = "alloc")]
mod class_weights;
#[cfg(feature = "alloc")]
pub(crate) mod label_data;
pub mod labels;
pub(crate) mod losses;
#[cfg(feature = "alloc")]
mod rows_and_labels;
mod sample_weight;

#[cfg(feature = "alloc")]
pub use label_data::{LabelData, LabelParts, TakesLabels, Unlabelled};
pub use losses::{Losses, NoLoss};
#[cfg(feature = "alloc")]
pub(crate) use rows_and_labels::{Data, in_order};
