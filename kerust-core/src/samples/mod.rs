//! Rows and labels as a user has them: their sources, and the numbers in them.
// No cast may silently change data.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod argmax;
#[cfg(feature = "alloc")]
mod dyn_row;
#[cfg(feature = "generic-array")]
mod generic_array;
#[cfg(feature = "alloc")]
mod input_data;
mod label_kind;
#[cfg(feature = "nalgebra")]
mod nalgebra;
#[cfg(feature = "ndarray")]
mod ndarray;
mod numbers;
mod parts;
mod sample;
mod sample_for;
mod source;

pub use argmax::Argmax;
pub(crate) use argmax::order;
#[cfg(feature = "alloc")]
pub use dyn_row::{DynRow, HasAxes};
#[cfg(feature = "alloc")]
pub use input_data::{InputData, RowSource, TakesRows};
pub use label_kind::{Bits, Classes, LabelKind, Numbers, OneHot};
pub(crate) use numbers::near;
pub use numbers::{Number, Whole};
pub use parts::{OneList, Parts};
pub use sample::Sample;
pub use sample_for::{OneRow, SampleFor, TakesSample};
pub use source::{RowFor, Samples};
