//! The memory of weights, rows and gradients.

pub use kerust_core::tensor::{
    Batch, BatchFor, Block, LANES, OfZeros, Rows, RowsOf, Vector16, View, ViewMut, Zeroed,
    zeroed_rows,
};
