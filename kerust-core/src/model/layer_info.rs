use crate::graph::{self, Config, Kind, Operation, Split, Weight};
use crate::model::Model;
use crate::regularizers::Regularizer;
use crate::tensor::Dims;

/// One layer of a model, as a value.
#[derive(Clone, Copy, Debug)]
pub struct LayerInfo {
    /// Keras' name, unique in the model: `dense`, `dense_1`.
    pub name: &'static str,
    /// The names of the models that it is in within this model, the outermost first, and then nothing.
    pub scopes: [&'static str; DEPTH],
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

/// The most models one in another.
const DEPTH: usize = 4;

/// A part of a model: a layer, or a model with its layers.
#[derive(Clone, Copy, Debug)]
pub struct PartInfo {
    /// The layer; of a model only its name.
    pub layer: LayerInfo,
    /// The layers of a model.
    pub inner: Option<&'static [LayerInfo]>,
}

/// The layers of a model with these parts, and the split of each.
///
/// # Panics
/// If more than four models are one in another.
#[must_use]
pub const fn layers<const COUNT: usize>(
    parts: &[PartInfo],
    operations: &[Operation],
) -> [LayerInfo; COUNT] {
    let mut layers = [parts[0].layer; COUNT];
    let (mut next, mut part) = (0, 0);
    while part < parts.len() {
        let PartInfo { layer, inner } = parts[part];
        if let Some(inner) = inner {
            let mut index = 0;
            while index < inner.len() {
                layers[next] = inner[index].within(layer.name, layer.is_trainable);
                (next, index) = (next + 1, index + 1);
            }
        } else {
            layers[next] = layer;
            next += 1;
        }
        part += 1;
    }
    let mut number = 0;
    while number < operations.len() {
        if matches!(operations[number].kind, Kind::Layer) {
            layers[operations[number].layer - 1].split = operations[number].split;
        }
        number += 1;
    }
    layers
}

impl LayerInfo {
    /// The layer of a model that is a part of another one, by the name `name`.
    const fn within(mut self, name: &'static str, is_trainable: bool) -> Self {
        let mut scope = DEPTH - 1;
        assert!(
            self.scopes[scope].is_empty(),
            "more than four models are one in another"
        );
        while scope > 0 {
            self.scopes[scope] = self.scopes[scope - 1];
            scope -= 1;
        }
        self.scopes[0] = name;
        self.is_trainable = self.is_trainable && is_trainable;
        self
    }

    /// The name with those of the models that it is in: `trunk/dense`.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn path(&self) -> alloc::string::String {
        let scopes = self.scopes.iter().filter(|scope| !scope.is_empty());
        let names: alloc::vec::Vec<&str> = scopes.copied().chain([self.name]).collect();
        names.join("/")
    }
}

/// The number of vectors before each layer, and of all.
#[must_use]
pub const fn first_vectors<const COUNT: usize>(layers: &[LayerInfo]) -> [usize; COUNT] {
    let mut first = [0; COUNT];
    let mut layer = 0;
    while layer < layers.len() {
        first[layer + 1] = first[layer] + graph::vectors(layers[layer].weights);
        layer += 1;
    }
    first
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
#[inline(always)]
pub(crate) fn vectors_of<M: Model>(layer: usize) -> core::ops::Range<usize> {
    M::FIRST_VECTORS[layer]..M::FIRST_VECTORS[layer + 1]
}
