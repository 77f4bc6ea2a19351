//! The layers that most models are made of.

mod dense;
mod embedding;

pub use dense::Dense;
pub use embedding::Embedding;
