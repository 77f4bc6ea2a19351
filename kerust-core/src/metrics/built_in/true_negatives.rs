use crate::metrics::Direction;

crate::metric! {
    /// How many outputs are not above the threshold and not labelled so: the sum of their weights; Keras'
    /// `TrueNegatives`. A class counts as a row with a 1 at its place.
    true_negatives, val_true_negatives, Direction::Neither {
        /// What an output that means 1 is above; one number.
        thresholds: f32 = 0.5,
    }
}

counted! { true_negatives }
