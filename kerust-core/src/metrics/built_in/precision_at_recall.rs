use crate::metrics::Direction;

crate::metric! {
    /// `precision_at_recall(0.8)`: the best precision of all thresholds at which the recall is at least
    /// this; 0 where it is nowhere. Keras' `PrecisionAtRecall`.
    ///
    /// The thresholds lie evenly from 0 to 1. A class counts as a row with a 1 at its place.
    precision_at_recall<
        /// How many thresholds there are, 200 by default.
        num_thresholds: THRESHOLDS = 200
    >(recall: f32), val_precision_at_recall, Direction::Max {
        /// Only the outputs of this class count.
        class_id: Option<usize> = None,
    }
}

best_at! { precision_at_recall, recall, recall, precision }
