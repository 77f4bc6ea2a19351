//! The number of threads that a model is worth.

use super::{LayerInfo, Model};
use crate::graph::{Split, params};

/// The number of parts in which a model can be split: 1, if not at all.
fn groups<M: Model>() -> usize {
    let splits = M::LAYERS.iter().map(|layer| layer.split);
    let split = splits.filter(|split| *split != Split::Whole);
    split.map(|split| split.parts().1).min().unwrap_or(1)
}

/// A layer's sums of products for each row.
fn products_of(layer: &LayerInfo) -> usize {
    let positions = layer.output.len() / layer.output.width().max(1);
    params(layer.weights) * positions
}

/// The part of a model's work that is split: sums of products for each row.
fn split_products<M: Model>() -> usize {
    let split = M::LAYERS.iter().filter(|layer| layer.split != Split::Whole);
    split.map(products_of).sum()
}

/// A model's sums of products for each row.
pub(crate) fn products<M: Model>() -> usize {
    M::LAYERS.iter().map(products_of).sum()
}

/// The number of multiplications in a step above which a second thread is worth its waiting: about twenty
/// microseconds.
const WORTH: usize = 400_000;

/// The number of threads that train model `M` on batches of `rows` rows, if there may be `threads`: one, where
/// most of the work would be done by each of them.
pub(crate) fn worker_count<M: Model>(threads: usize, rows: usize) -> usize {
    let split = split_products::<M>();
    if split * rows < WORTH || split < products::<M>() / 2 {
        return 1;
    }
    threads.clamp(1, groups::<M>())
}
