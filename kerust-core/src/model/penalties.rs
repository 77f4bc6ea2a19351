use super::activity::activity as of_outputs;
use super::{Arena, Model, places};
use crate::tensor::Vector16;

/// The sum of the penalties on all arrays of the model that are trained: what is added to the loss of a batch, while
/// training and evaluating.
///
/// [`activity`] has the penalties on the outputs of layers, `activity_regularizer`.
#[must_use]
pub fn penalty<M: Model>(model: &M) -> f32 {
    let mut penalty = 0.0;
    for place in places::<M>() {
        if let Some(regularizer) = place.weight.regularizer
            && model.is_trainable(place.layer)
        {
            let vectors = &model.vectors(place.layer)[place.vectors];
            penalty += regularizer.penalty(&place.weight.view(vectors));
        }
    }
    penalty
}

/// Adds the gradient of [`penalty`]: vector `i` of `gradients` is that of the model's vector `i`, as
/// [`Learner::store`](crate::gradients::Learner::store) keeps them.
///
/// # Panics
/// If there are fewer vectors than the model has.
pub fn add_penalty_gradients<M: Model>(model: &M, gradients: &mut [Vector16]) {
    for place in places::<M>() {
        if let Some(regularizer) = place.weight.regularizer
            && model.is_trainable(place.layer)
        {
            let gradients = &mut gradients[place.in_model::<M>()];
            let vectors = &model.vectors(place.layer)[place.vectors];
            let mut gradients = place.weight.view_mut(gradients);
            regularizer.add_gradient(1.0, &place.weight.view(vectors), &mut gradients);
        }
    }
}

/// The penalties on the outputs of all layers, after a forward pass on `rows` rows, divided by their number:
/// what is added to the loss of the batch.
#[must_use]
pub fn activity<M: Model>(arena: &Arena<'_>, rows: usize) -> f32 {
    let mut penalty = 0.0;
    for (number, operation) in M::GRAPH.operations.iter().enumerate() {
        if let Some(shape) = operation.penalized
            && let Some(activity) = M::LAYERS[operation.layer - 1].activity
        {
            let outputs = arena.output_of(number, rows);
            penalty += of_outputs(activity, shape, rows, outputs);
        }
    }
    penalty
}
