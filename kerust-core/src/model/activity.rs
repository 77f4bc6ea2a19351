//! The penalty on the outputs of a layer: its `activity_regularizer`.

use crate::regularizers::Regularizer;
use crate::tensor::{Dims, View, ViewMut};

/// The shape of a batch of rows, and the number of its axes.
fn batch(row: Dims, rows: usize) -> ([usize; 4], usize) {
    let [a, b, c] = row.sizes;
    ([rows, a, b, c], row.rank + 1)
}

/// The penalty on a layer's outputs, divided by the number of rows.
pub(super) fn activity(activity: &dyn Regularizer, row: Dims, rows: usize, outputs: &[f32]) -> f32 {
    if rows == 0 {
        return 0.0;
    }
    let (shape, rank) = batch(row, rows);
    activity.penalty(&View::of_slice(&shape[..rank], outputs)) / rows as f32
}

/// Adds the gradient of [`activity`] to that of the outputs.
pub(super) fn add_activity_gradient(
    activity: &dyn Regularizer,
    row: Dims,
    rows: usize,
    outputs: &[f32],
    gradient: &mut [f32],
) {
    let (shape, rank) = batch(row, rows);
    let (shape, scale) = (&shape[..rank], 1.0 / rows.max(1) as f32);
    let mut gradient = ViewMut::of_slice(shape, gradient);
    activity.add_gradient(scale, &View::of_slice(shape, outputs), &mut gradient);
}
