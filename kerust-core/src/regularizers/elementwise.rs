//! The penalty Σ `l1`·|w| + `l2`·w² of `l1`, `l2` and `l1_l2`.

use crate::simd::math;
use crate::tensor::{View, ViewMut};

pub(super) fn penalty(l1: f32, l2: f32, array: &View<'_>) -> f32 {
    let mut penalty = 0.0;
    if l1 != 0.0 {
        penalty += l1 * array.sum_of(f32::abs) as f32;
    }
    if l2 != 0.0 {
        penalty += l2 * array.sum_of(|w| w * w) as f32;
    }
    penalty
}

/// The slope of |w| at 0 is 1, as on JAX.
pub(super) fn add_gradient(l1: f32, l2: f32, array: &View<'_>, gradient: &mut ViewMut<'_>) {
    if l1 == 0.0 {
        return gradient.zip(array, |w, g| g + 2.0 * l2 * w);
    }
    gradient.zip(array, |w, g| {
        g + math::select(w >= 0.0, l1, -l1) + 2.0 * l2 * w
    });
}
