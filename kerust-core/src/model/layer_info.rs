use crate::memory::{self, Weight};
#[cfg(feature = "alloc")]
use crate::model::Model;
use crate::shape::Dims;

/// One layer of a model, as a value.
#[derive(Clone, Copy, Debug)]
pub struct LayerInfo {
    /// Keras' name, unique in the model: `dense`, `dense_1`.
    pub name: &'static str,
    /// The layer's type without its sizes: `Dense`.
    pub kind: &'static str,
    /// The layer as written in `model!`: `Dense<784, 128>(relu)`.
    pub text: &'static str,
    /// The shape of its output.
    pub output: Dims,
    /// Its arrays of weights, in Keras' order.
    pub weights: &'static [Weight],
}

pub(super) const fn params(layers: &[LayerInfo]) -> usize {
    let mut params = 0;
    let mut i = 0;
    while i < layers.len() {
        params += memory::params(layers[i].weights);
        i += 1;
    }
    params
}

pub(super) const fn lanes(layers: &[LayerInfo]) -> usize {
    let mut lanes = 0;
    let mut i = 0;
    while i < layers.len() {
        lanes += memory::lanes(layers[i].weights);
        i += 1;
    }
    lanes
}

/// The range of layer `layer` in the model's lanes.
#[cfg(feature = "alloc")]
pub(crate) fn lanes_of<M: Model>(layer: usize) -> core::ops::Range<usize> {
    let first = lanes(&M::LAYERS[..layer]);
    first..first + memory::lanes(M::LAYERS[layer].weights)
}
