//! The constraints of a whole model.

use crate::memory::ViewMut;
use crate::model::{Model, places};

/// Applies the constraints of all arrays of the model, as after each update.
pub fn apply<M: Model>(model: &mut M) {
    for place in places::<M>() {
        if let Some(constraint) = place.options.constraint {
            let lanes = &mut model.lanes_mut(place.layer)[place.lanes];
            constraint.apply(&mut ViewMut::new(place.weight, lanes));
        }
    }
}
