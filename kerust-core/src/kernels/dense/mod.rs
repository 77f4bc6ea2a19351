//! `y = x · kernel + bias`, and its gradients.
//!
//! Weights of `I` inputs and `O` outputs: panels of sixteen outputs, each of `I` lanes, one after
//! the other; then the bias, a lane for every panel.

mod forward;
mod input_gradient;
#[cfg(test)]
mod tests;
mod weight_gradient;

pub(crate) use forward::{Target, forward};
pub(crate) use input_gradient::input_gradient;
pub(crate) use weight_gradient::weight_gradient;

use crate::memory::LANE;
use crate::team::{Share, Split};

/// The panels of outputs that are computed here.
#[inline(always)]
fn own_panels(share: &Share<'_>, outputs: usize) -> core::ops::Range<usize> {
    match share.split {
        Split::Outputs { .. } => share.own_panels(),
        _ => 0..outputs.div_ceil(LANE),
    }
}

/// The inputs whose weights are owned here.
#[inline(always)]
fn own_inputs(share: &Share<'_>, inputs: usize) -> core::ops::Range<usize> {
    match share.split {
        Split::Inputs { .. } => share.columns(inputs),
        _ => 0..inputs,
    }
}
