use crate::graph::Weight;
use crate::tensor::Vector16;

/// An array of a model, where an update takes whole arrays.
#[derive(Debug)]
pub struct WholeArray<'a> {
    /// The layer's name: `dense_1`.
    pub layer: &'static str,
    /// The array's name and shape, and where in its vectors each number lies.
    pub weight: &'static Weight,
    /// The weights.
    pub weights: &'a mut [Vector16],
    /// Their gradient.
    pub gradient: &'a [Vector16],
    /// As many vectors as [`state_vectors`](super::Optimizer::state_vectors) says.
    pub state: &'a mut [Vector16],
    /// As many vectors as [`scratch_vectors`](super::Optimizer::scratch_vectors) says or more, with anything
    /// in them: arrays share them, one after the other.
    pub scratch: &'a mut [Vector16],
}
