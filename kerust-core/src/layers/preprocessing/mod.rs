//! Layers that prepare inputs.

mod rescaling;

pub use rescaling::Rescaling;
