//! The hot loops: safe code over vectors of sixteen numbers, which compilers turn into vector
//! instructions.
//!
//! A kernel is a [`Task`] that is compiled for each kind of processor. It takes sizes as values, so
//! that it is compiled once for all layers, not for each.

pub mod axis;
pub mod broadcast;
pub mod conv;
pub mod dense;
pub mod dots;
pub mod elementwise;
pub mod global_pool;
pub mod merging;
pub mod pool;
pub mod products;
