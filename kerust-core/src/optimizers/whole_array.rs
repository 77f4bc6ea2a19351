use crate::graph::Weight;
use crate::tensor::Lane;

/// An array of a model, where an update takes whole arrays.
#[derive(Debug)]
pub struct WholeArray<'a> {
    /// The layer's name: `dense_1`.
    pub layer: &'static str,
    /// The array's name and shape, and where in its lanes each number lies.
    pub weight: &'static Weight,
    /// The weights.
    pub weights: &'a mut [Lane],
    /// Their gradient.
    pub gradient: &'a [Lane],
    /// As many lanes as [`state_lanes`](super::Optimizer::state_lanes) says.
    pub state: &'a mut [Lane],
    /// As many lanes as [`scratch_lanes`](super::Optimizer::scratch_lanes) says or more, with anything
    /// in them: arrays share them, one after the other.
    pub scratch: &'a mut [Lane],
}
