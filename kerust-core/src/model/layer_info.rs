use crate::graph::{self, Config, Split, Weight};
#[cfg(feature = "alloc")]
use crate::model::Model;
use crate::regularizers::Regularizer;
use crate::tensor::Dims;

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
    /// Its settings.
    pub config: &'static Config,
    /// Whether it computes something beside its activation when it predicts.
    pub computes: bool,
    /// Its activation, if it has one.
    pub activation: Option<ActivationInfo>,
    /// Whether its weights are trained.
    pub is_trainable: bool,
    /// The penalty on its outputs.
    pub activity: Option<&'static dyn Regularizer>,
    /// Its split between threads.
    pub split: Split,
}

/// An activation, as a value.
#[derive(Clone, Copy, Debug)]
pub struct ActivationInfo {
    /// The path of its type.
    pub path: fn() -> &'static str,
    /// The numbers that belong to it.
    pub settings: &'static [f32],
}

pub(super) const fn params(layers: &[LayerInfo]) -> usize {
    let mut params = 0;
    let mut i = 0;
    while i < layers.len() {
        params += graph::params(layers[i].weights);
        i += 1;
    }
    params
}

pub(super) const fn vectors(layers: &[LayerInfo]) -> usize {
    let mut vectors = 0;
    let mut i = 0;
    while i < layers.len() {
        vectors += graph::vectors(layers[i].weights);
        i += 1;
    }
    vectors
}

/// Whether one of the arrays has a regularizer, and whether one has a constraint.
pub(super) const fn has_options(layers: &[LayerInfo]) -> (bool, bool) {
    let (mut regularized, mut constrained) = (false, false);
    let (mut layer, mut array) = (0, 0);
    while layer < layers.len() {
        let weights = layers[layer].weights;
        while array < weights.len() {
            regularized |= weights[array].regularizer.is_some();
            constrained |= weights[array].constraint.is_some();
            array += 1;
        }
        (layer, array) = (layer + 1, 0);
    }
    (regularized, constrained)
}

/// Whether one of the layers has a penalty on its outputs.
pub(super) const fn has_activity(layers: &[LayerInfo]) -> bool {
    let mut layer = 0;
    while layer < layers.len() {
        if layers[layer].activity.is_some() {
            return true;
        }
        layer += 1;
    }
    false
}

/// The range of layer `layer` among the model's vectors.
#[cfg(feature = "alloc")]
pub(crate) fn vectors_of<M: Model>(layer: usize) -> core::ops::Range<usize> {
    let first = vectors(&M::LAYERS[..layer]);
    first..first + graph::vectors(M::LAYERS[layer].weights)
}
