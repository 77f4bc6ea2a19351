//! The grammar: what is written, and how it is read.

pub mod all_tokens;
pub mod arguments;
pub mod expressions;
pub mod keywords;
pub mod model;
pub mod outputs;
