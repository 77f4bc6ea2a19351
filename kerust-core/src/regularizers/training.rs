//! The penalties of a whole model.

use crate::memory::{Lane, View, ViewMut};
use crate::model::{Model, places};

/// The sum of the penalties on all arrays of the model, which is added to the loss of a batch in training
/// and in evaluation.
///
/// [`Model::activity`] has the penalties on the layers' outputs, `activity_regularizer`.
#[must_use]
pub fn penalty<M: Model>(model: &M) -> f32 {
    let mut penalty = 0.0;
    for place in places::<M>() {
        if let Some(regularizer) = place.options.regularizer {
            let lanes = &model.lanes(place.layer)[place.lanes];
            penalty += regularizer.penalty(&View::new(place.weight, lanes));
        }
    }
    penalty
}

/// Adds the gradient of [`penalty`] to `gradients`, whose lane `i` belongs to the model's lane `i`, as in
/// [`Store`](crate::gradients::Store).
///
/// # Panics
/// If there are fewer lanes than the model has.
pub fn add_gradients<M: Model>(model: &M, gradients: &mut [Lane]) {
    for place in places::<M>() {
        if let Some(regularizer) = place.options.regularizer {
            let gradients = &mut gradients[place.in_model::<M>()];
            let lanes = &model.lanes(place.layer)[place.lanes];
            let array = View::new(place.weight, lanes);
            regularizer.add_gradient(1.0, &array, &mut ViewMut::new(place.weight, gradients));
        }
    }
}
