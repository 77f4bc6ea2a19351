//! TensorBoard's files, decoded: checksums, tags, steps, numbers; and what goes wrong with them.

mod cases;
pub mod decoder;
mod failures;
mod fits;
pub mod steps;
mod writer;
