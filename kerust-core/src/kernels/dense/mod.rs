//! `y = x · kernel + bias`, and its gradients.
//!
//! Weights of some inputs and outputs: panels of sixteen outputs, each with a vector for every
//! input, one after the other; then the bias, a vector for every panel.

mod forward;
mod input_gradient;
mod one_row;
#[cfg(test)]
mod tests;
mod weight_gradient;

use core::ops::Range;

pub use forward::Forward;
pub use input_gradient::InputGradient;
pub use one_row::{OneRow, SmallRow};
pub use weight_gradient::WeightGradient;

use crate::parallel::{Partition, Split};
use crate::simd::LANES;

/// The sizes of a layer.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Numbers of a row that comes in.
    pub inputs: usize,
    /// Numbers of a row that goes out.
    pub outputs: usize,
}

impl Sizes {
    /// Panels of outputs.
    #[inline(always)]
    fn panels(self) -> usize {
        self.outputs.div_ceil(LANES)
    }

    /// The panels of outputs that are computed here.
    #[inline(always)]
    fn own_panels(self, partition: &Partition<'_>) -> Range<usize> {
        match partition.split {
            Split::Outputs { .. } => partition.own_panels(),
            _ => 0..self.panels(),
        }
    }

    /// The inputs whose weights are owned here.
    #[inline(always)]
    fn own_inputs(self, partition: &Partition<'_>) -> Range<usize> {
        match partition.split {
            Split::Inputs { .. } => partition.own_columns(self.inputs),
            _ => 0..self.inputs,
        }
    }
}
