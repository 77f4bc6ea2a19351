//! Subnormal numbers, and numbers with a subnormal square, are slow on many processors. Gradients and
//! moments below these bounds are nothing beside an optimizer's `epsilon`, and become 0.

use crate::simd::math::select;

const LEAST_GRADIENT: f32 = 1e-18;
const LEAST_MOMENT: f32 = 1e-30;

/// The gradient, or 0.
#[inline(always)]
pub(super) fn gradient(g: f32) -> f32 {
    select(g.abs() < LEAST_GRADIENT, 0.0, g)
}

/// A mean or a sum over the steps, or 0.
#[inline(always)]
pub(super) fn moment(m: f32) -> f32 {
    select(m.abs() < LEAST_MOMENT, 0.0, m)
}
