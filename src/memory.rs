//! The memory of weights, rows and gradients.

pub use kerust_core::tensor::{
    Batch, Block, Fixed, Heap, LANES, OfZeros, Rows, RowsOf, Storage, Vector16, View, ViewMut,
    Zeroed,
};
