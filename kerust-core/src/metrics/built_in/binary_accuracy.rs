use crate::metrics::{Direction, Labelled, OfRow};

crate::metric! {
    /// The share of outputs that are on the right side of `threshold`: (output > threshold) is the
    /// label; Keras' `BinaryAccuracy`. A class counts as a row with a 1 at its place.
    binary_accuracy, val_binary_accuracy, Direction::Max {
        /// What an output that means 1 is above.
        threshold: f32 = 0.5,
    }
}

impl<T: Labelled + ?Sized> OfRow<T> for binary_accuracy {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], target: &T, _: usize) -> f32 {
        let right = outputs.iter().enumerate();
        let right = right.filter(|(index, y)| f32::from(**y > self.threshold) == target.at(*index));
        right.count() as f32 / outputs.len() as f32
    }
}

mean_of_rows! { binary_accuracy [T: Labelled + ?Sized], T }
goes_with! { binary_accuracy, scores }
