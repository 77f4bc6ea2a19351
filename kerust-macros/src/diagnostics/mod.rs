//! The errors: how tokens are printed, what was probably meant, and what Keras' users write otherwise.

pub mod distance;
pub mod mistakes;
pub mod print;
