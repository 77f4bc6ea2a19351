use crate::metrics::Direction;

crate::metric! {
    /// `sensitivity_at_specificity(0.8)`: the best sensitivity (recall) of all thresholds at which the specificity is at least
    /// this; 0 where it is nowhere. Keras' `SensitivityAtSpecificity`.
    ///
    /// The thresholds lie evenly from 0 to 1. A class counts as a row with a 1 at its place.
    sensitivity_at_specificity<
        /// How many thresholds there are, 200 by default.
        num_thresholds: THRESHOLDS = 200
    >(specificity: f32), val_sensitivity_at_specificity, Direction::Max {
        /// Only the outputs of this class count.
        class_id: Option<usize> = None,
    }
}

best_at! { sensitivity_at_specificity, specificity, specificity, recall }
