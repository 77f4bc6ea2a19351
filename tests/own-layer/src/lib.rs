//! A layer, an activation, a loss, a metric, and an initializer, a regularizer and a constraint defined
//! outside of kerust: they are used as built-in ones are.

pub mod activation;
pub mod layer;
pub mod loss;
pub mod metric;
pub mod options;
