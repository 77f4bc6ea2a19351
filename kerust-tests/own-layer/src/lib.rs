//! A layer, activations, a loss, a metric, an optimizer, a schedule, a callback, and an initializer, a regularizer and
//! a constraint defined outside of kerust: they are used as built-in ones are.

pub mod activation;
pub mod callback;
pub mod layer;
pub mod loss;
pub mod metric;
pub mod optimizer;
pub mod options;
