//! TensorBoard's files, decoded: checksums, tags, steps, numbers; and what goes wrong with them.

#[path = "tensorboard/cases.rs"]
mod cases;
#[path = "tensorboard/decoder.rs"]
mod decoder;
#[path = "tensorboard/failures.rs"]
mod failures;
#[path = "tensorboard/fits.rs"]
mod fits;
#[path = "tensorboard/writer.rs"]
mod writer;
