//! A layer, an activation, an initializer, a metric and a callback defined outside of kerust: they
//! are used as built-in ones are.

pub mod activation;
pub mod layer;
pub mod metric;
