//! Rows and labels as a user has them: their sources, and the numbers in them.
// No cast may silently change data.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod argmax;
#[cfg(feature = "alloc")]
mod input_data;
mod label_kind;
mod numbers;
mod parts;
mod sample;
mod source;

pub use argmax::Argmax;
pub(crate) use argmax::order;
#[cfg(feature = "alloc")]
pub use input_data::{InputData, RowSource, TakesRows};
pub use label_kind::{Bits, Classes, LabelKind, Numbers, OneHot};
pub(crate) use numbers::near;
pub use numbers::{Number, Whole};
pub use parts::{OneList, Parts};
pub use sample::{OneRow, SampleFor, TakesSample};
pub use source::{RowFor, Samples};
