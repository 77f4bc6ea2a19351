//! Penalties on what layers give.

use crate::layers::{Definition, Pass};
use crate::memory::{View, ViewMut};
use crate::shape::{Row, Shape};

/// The shape of outputs, the rows of the batch first, and how many axes of it there are.
fn shape<S: Shape>(rows: usize) -> ([usize; 4], usize) {
    let [a, b, c] = S::DIMS.sizes;
    ([rows, a, b, c], S::DIMS.rank + 1)
}

/// The penalty of the layer's regularizer on its outputs, divided by the number of rows.
#[inline(always)]
pub fn activity<L: Definition, S: Shape>(layer: &L, outputs: &[S::Row]) -> f32 {
    let (Some(regularizer), 1..) = (layer.activity(), outputs.len()) else {
        return 0.0;
    };
    let (shape, rank) = shape::<S>(outputs.len());
    let outputs = View::of_slice(&shape[..rank], Row::flatten(outputs));
    regularizer.penalty(&outputs) / shape[0] as f32
}

/// Adds the gradient of [`activity`] to that of the outputs, if the pass has penalties.
#[inline(always)]
pub fn add_activity_gradient<L: Definition, S: Shape>(
    layer: &L,
    outputs: &[S::Row],
    gradient: &mut [S::Row],
    pass: &Pass,
) {
    let (Some(regularizer), true) = (layer.activity(), pass.is_penalized()) else {
        return;
    };
    let (shape, rank) = shape::<S>(outputs.len());
    let scale = 1.0 / shape[0].max(1) as f32;
    let outputs = View::of_slice(&shape[..rank], Row::flatten(outputs));
    let gradient = Row::flatten_mut(gradient);
    let mut gradient = ViewMut::of_slice(&shape[..rank], gradient);
    regularizer.add_gradient(scale, &outputs, &mut gradient);
}

/// Whether the layer has a penalty on what it gives.
#[inline(always)]
pub fn is_activity_regularized<L: Definition>(layer: &L) -> bool {
    layer.activity().is_some()
}
