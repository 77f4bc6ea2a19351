//! What runs hot: safe code over lanes of sixteen numbers, which compilers turn into vector
//! instructions. Each kernel has its naive oracle beside it.

pub(crate) mod conv;
pub(crate) mod dense;
#[allow(unsafe_code)]
mod dispatch;
mod tile;

pub(crate) use dispatch::{Cpu, Task};
