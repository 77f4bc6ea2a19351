use crate::contract::MeaningByOutputs;
use crate::metrics::{Argmax, Direction, OfRow};

crate::word! {
    /// The share of rows that are classified right; which of Keras' accuracies it is depends on
    /// the labels and on the number of outputs.
    ///
    /// | labels | outputs | right if |
    /// | --- | --- | --- |
    /// | numbers | 1 | (output > 0.5) is the label |
    /// | rows of a class each | more | the largest output and the largest label are at the same place |
    /// | a class | any | the largest output is at the class |
    ///
    /// For several outputs that are each yes or no the compiler asks for
    /// [`binary_accuracy`](crate::metrics::binary_accuracy) or
    /// [`categorical_accuracy`](crate::metrics::categorical_accuracy).
    ///
    /// As in Keras one output is compared with 0.5 also where it is a logit.
    accuracy [] [] [] {}
}

crate::measured! { accuracy, val_accuracy [] [], Direction::Max, MeaningByOutputs }

impl OfRow<usize> for accuracy {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], class: &usize, _: usize) -> f32 {
        f32::from(outputs.argmax() == *class)
    }
}

impl OfRow<[f32]> for accuracy {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        let places = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let right = places.filter(|(outputs, target)| match (outputs, target) {
            ([output], [target]) => f32::from(*output > 0.5) == *target,
            _ => outputs.argmax() == target.argmax(),
        });
        // A row of several places counts as their mean.
        right.count() as f32 / (outputs.len() / width) as f32
    }
}

mean_of_rows! { accuracy, usize }
mean_of_rows! { accuracy, [f32] }
goes_with! { accuracy, scores }
