//! What holds on every processor and system: the kernels, threads and files, which `.ci/targets` runs on others, and
//! the bits of all numbers.

mod bits;
#[cfg(all(feature = "safetensors", feature = "tensorboard"))]
mod files;
mod graphs;
mod kernels;
mod threads;
