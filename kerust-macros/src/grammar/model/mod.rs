//! The grammar of `model!`: the parts of a model (`ast`), and how they are read (`parse`).

pub mod array_option;
pub mod ast;
pub mod derives;
pub mod graph;
pub mod keras_order;
pub mod names;
pub mod parse;
pub mod paths;
