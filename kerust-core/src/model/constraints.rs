use super::{Model, places};

/// Brings all arrays of the model that are trained back to what their constraints allow: after each update.
pub fn constrain<M: Model>(model: &mut M) {
    for place in places::<M>() {
        if let Some(constraint) = place.weight.constraint
            && model.is_trainable(place.layer)
        {
            let vectors = &mut model.vectors_mut(place.layer)[place.vectors];
            constraint.apply(&mut place.weight.view_mut(vectors));
        }
    }
}
