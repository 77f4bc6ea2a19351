use crate::metrics::{Average, Direction};

crate::metric! {
    /// 2 · precision · recall / (precision + recall) of each class, and from those one
    /// number; Keras' `F1Score`.
    ///
    /// Keras' default, `average=None`, is a list with a number for each class; this one's is
    /// [`Average::Macro`]. A class counts as a row with a 1 at its place.
    f1_score, val_f1_score, Direction::Max {
        /// From the classes to one number.
        average: Average = Average::Macro,
        /// What an output that means 1 is above; without it that is the largest of a row, and each
        /// that is equal to it.
        threshold: Option<f32> = None,
    }
}

f_score! { f1_score, |_| 1.0 }
