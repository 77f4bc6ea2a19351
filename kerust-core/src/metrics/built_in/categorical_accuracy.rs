use crate::metrics::{Argmax, Direction, OfRow};

crate::metric! {
    /// The share of rows whose largest output is where the largest label is, the first of equals;
    /// Keras' `CategoricalAccuracy`.
    categorical_accuracy, val_categorical_accuracy, Direction::Max
}

impl OfRow<[f32]> for categorical_accuracy {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        let places = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let right = places.filter(|(outputs, target)| outputs.argmax() == target.argmax());
        right.count() as f32 / (outputs.len() / width) as f32
    }
}

mean_of_rows! { categorical_accuracy, [f32] }
goes_with! { categorical_accuracy, scores of rows }
