use crate::metrics::Direction;

crate::metric! {
    /// `recall_at_precision(0.8)`: the best recall of all thresholds at which the precision is at least
    /// this; 0 where it is nowhere. Keras' `RecallAtPrecision`.
    ///
    /// The thresholds lie evenly from 0 to 1. A class counts as a row with a 1 at its place.
    recall_at_precision<
        /// How many thresholds there are, 200 by default.
        num_thresholds: THRESHOLDS = 200
    >(precision: f32), val_recall_at_precision, Direction::Max {
        /// Only the outputs of this class count.
        class_id: Option<usize> = None,
    }
}

best_at! { recall_at_precision, precision, precision, recall }
