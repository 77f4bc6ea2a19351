use super::Model;
use crate::activations::Activate;
use crate::tensor::Shape;

/// A model with an output of a name, by the hash of the name; `model!` says so for each name.
#[doc(hidden)]
pub trait NamedOutput<const KEY: u64>: Model {
    /// The name.
    const NAME: &'static str;
    /// Its number among the outputs.
    const INDEX: usize;
    /// The number as a type: [`At`](crate::tensor::At).
    type At;
    /// Its shape.
    type Shape: Shape;
    /// The activation that its loss depends on.
    type Head: Activate;
}
