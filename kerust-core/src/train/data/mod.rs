//! The data of a training: rows, labels and the weights of samples.

#[cfg(feature = "alloc")]
mod class_weights;
pub mod labels;
#[cfg(feature = "alloc")]
mod rows_and_labels;
mod sample_weight;

#[cfg(feature = "alloc")]
pub(crate) use rows_and_labels::{Data, in_order};
