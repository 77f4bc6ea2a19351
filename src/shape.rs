//! Shapes of rows: the sizes of one sample between two layers.
//!
//! A shape is a type without a value; its rows are plain nested arrays of `f32`.

pub use kerust_core::tensor::{
    At, Dims, Image, Lift, One, Rank, Row, Sequence, Several, Shape, Structure, Tokens, Unknown,
    Vector,
};
