use crate::metrics::Direction;

crate::metric! {
    /// `specificity_at_sensitivity(0.8)`: the best specificity of all thresholds at which the sensitivity is at least
    /// this; 0 where it is nowhere. Keras' `SpecificityAtSensitivity`.
    ///
    /// The thresholds lie evenly from 0 to 1. A class counts as a row with a 1 at its place.
    specificity_at_sensitivity<
        /// How many thresholds there are, 200 by default.
        num_thresholds: THRESHOLDS = 200
    >(sensitivity: f32), val_specificity_at_sensitivity, Direction::Max {
        /// Only the outputs of this class count.
        class_id: Option<usize> = None,
    }
}

best_at! { specificity_at_sensitivity, sensitivity, recall, specificity }
