//! Layers that change a shape and no number.

mod flatten;

pub use flatten::Flatten;
