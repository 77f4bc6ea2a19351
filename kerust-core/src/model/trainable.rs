//! Layers whose weights are not trained: `trainable = false`, and `set_trainable` while the program runs.

use super::{LayerInfo, Model};

/// The layers of a model that are frozen while the program runs.
#[derive(Clone, Copy, Debug, PartialEq, zerocopy::FromZeros)]
pub struct Frozen<const LAYERS: usize>(pub [bool; LAYERS]);

impl<const LAYERS: usize> Frozen<LAYERS> {
    /// None of them.
    pub const NONE: Self = Frozen([false; LAYERS]);
}

/// The weights that a backward pass trains.
#[derive(Clone, Copy, Debug)]
pub struct Trained<'a> {
    frozen: &'a [bool],
    /// Whether the gradient of each operation's output is needed, if a layer is frozen.
    wanted: Option<&'a [bool]>,
}

impl<'a> Trained<'a> {
    /// The layers that are not `frozen`; `wanted` is memory for a flag for each operation.
    #[inline(always)]
    pub fn new<M: Model>(frozen: &'a [bool], wanted: &'a mut [bool]) -> Self {
        if !frozen.contains(&true) {
            return Trained {
                frozen,
                wanted: None,
            };
        }
        for (number, operation) in M::GRAPH.operations.iter().enumerate() {
            let is_trained = operation.is_trained && !frozen[operation.layer - 1];
            let inputs = operation.inputs().iter();
            wanted[number] = is_trained || inputs.fold(false, |any, input| any | wanted[*input]);
        }
        Trained {
            frozen,
            wanted: Some(wanted),
        }
    }

    /// Whether all weights of `M` are trained.
    #[inline(always)]
    #[must_use]
    pub fn trains_all<M: Model>(&self) -> bool {
        self.wanted.is_none() && !const { has_frozen(M::LAYERS) }
    }

    /// Whether the weights of operation `number` of `M` are trained.
    #[inline(always)]
    pub(super) fn trains<M: Model>(&self, number: usize) -> bool {
        let operation = &M::GRAPH.operations[number];
        operation.is_trained && (self.wanted.is_none() || !self.frozen[operation.layer - 1])
    }

    /// Whether the gradient of the output of operation `number` of `M` is needed for weights.
    #[inline(always)]
    pub(super) fn wants<M: Model>(&self, number: usize) -> bool {
        M::GRAPH.operations[number].is_wanted && self.wanted.is_none_or(|wanted| wanted[number])
    }
}

/// Whether `trainable = false` stands at a layer.
const fn has_frozen(layers: &[LayerInfo]) -> bool {
    let mut layer = 0;
    while layer < layers.len() {
        if !layers[layer].is_trainable {
            return true;
        }
        layer += 1;
    }
    false
}

/// The numbers of the layers that `name` means, a layer or those of a model, which become `trainable` or not.
#[cfg(feature = "alloc")]
pub(super) fn find(
    layers: &[LayerInfo],
    name: &str,
    trainable: bool,
) -> Result<alloc::vec::Vec<usize>, crate::Error> {
    use alloc::format;
    use alloc::vec::Vec;

    let paths: Vec<_> = layers.iter().map(LayerInfo::path).collect();
    let is_meant = |path: &str| {
        let rest = path.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let found: Vec<usize> = (0..layers.len())
        .filter(|layer| is_meant(&paths[*layer]))
        .collect();
    if found.is_empty() {
        let there: Vec<_> = paths.iter().map(|path| format!("`{path}`")).collect();
        return Err(crate::Error::NoLayer {
            name: name.into(),
            there: there.join(", "),
        });
    }
    // Of a model, the layers that are frozen by themselves stay so.
    match found[..] {
        [layer] if !layers[layer].is_trainable && trainable => Err(crate::Error::Frozen {
            layer: paths[layer].clone(),
        }),
        _ => Ok(found),
    }
}
