use crate::metrics::{Average, Direction};

crate::metric! {
    /// (1 + β²) · precision · recall / (β² · precision + recall) of each class, and from those one
    /// number; Keras' `FBetaScore`.
    ///
    /// Keras' default, `average=None`, is a list with a number for each class; this one's is
    /// [`Average::Macro`]. A class counts as a row with a 1 at its place.
    fbeta_score, val_fbeta_score, Direction::Max {
        /// From the classes to one number.
        average: Average = Average::Macro,
        /// How much more recall counts than precision.
        beta: f32 = 1.0,
        /// What an output that means 1 is above; without it that is the largest of a row, and each
        /// that is equal to it.
        threshold: Option<f32> = None,
    }
}

f_score! { fbeta_score, |metric| metric.beta }
