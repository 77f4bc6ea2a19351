use core::ops::Range;

use super::Model;
use crate::graph::{Weight, range};

/// The location of one array of a model's weights.
pub(crate) struct Place {
    /// The number of its layer, from 0.
    pub(crate) layer: usize,
    /// The array.
    pub(crate) weight: &'static Weight,
    /// Its vectors among those of its layer.
    pub(crate) vectors: Range<usize>,
}

impl Place {
    /// Its vectors among those of the model.
    pub(crate) fn in_model<M: Model>(&self) -> Range<usize> {
        let first = M::FIRST_VECTORS[self.layer];
        first + self.vectors.start..first + self.vectors.end
    }
}

/// All arrays of a model, in Keras' order.
#[inline(always)]
pub(crate) fn places<M: Model>() -> impl Iterator<Item = Place> {
    let layers = M::LAYERS.iter().enumerate();
    layers.flat_map(|(layer, info)| {
        let weights = info.weights.iter().enumerate();
        weights.map(move |(array, weight)| Place {
            layer,
            weight,
            vectors: range(info.weights, array),
        })
    })
}
