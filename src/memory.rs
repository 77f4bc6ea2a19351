//! The memory of weights, rows and gradients.

pub use kerust_core::tensor::{
    Batch, Block, Fixed, Heap, LANE, Lane, OfZeros, Rows, RowsOf, Storage, View, ViewMut, Zeroed,
};
