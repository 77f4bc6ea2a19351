//! Layers, and the models that are made of them.

mod constant;
mod deep;
mod gradients;
mod initializers;
mod model;
mod models;
mod predictor;
mod shared;
mod tokens;
