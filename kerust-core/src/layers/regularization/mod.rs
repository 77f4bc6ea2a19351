//! Layers against overfitting.

mod dropout;

pub use dropout::Dropout;
