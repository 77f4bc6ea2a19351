use crate::metrics::{Argmax, Direction, OfRow};

crate::metric! {
    /// The share of rows whose largest output is at the label's class, the first of equals; Keras'
    /// `SparseCategoricalAccuracy`.
    sparse_categorical_accuracy, val_sparse_categorical_accuracy, Direction::Max
}

impl OfRow<usize> for sparse_categorical_accuracy {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], class: &usize, _: usize) -> f32 {
        f32::from(outputs.argmax() == *class)
    }
}

mean_of_rows! { sparse_categorical_accuracy, usize }
goes_with! { sparse_categorical_accuracy, scores of classes }
