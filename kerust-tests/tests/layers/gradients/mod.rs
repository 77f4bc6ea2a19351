//! Gradients against differences of values, for every layer, activation and loss.

mod difference;
mod inputs;
mod layers;
mod merging;
mod models;
