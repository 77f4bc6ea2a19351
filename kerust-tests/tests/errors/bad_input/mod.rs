//! What can be wrong only when a program runs: each gives an error that says what, and harms
//! nothing.

mod arguments;
mod class_weights;
mod data;
mod numbers;
mod optimizers;
mod paths;
mod row_weights;
mod settings;
mod sizes;
mod sources;
mod weights;
