use crate::metrics::Direction;

crate::metric! {
    /// How many outputs are not above the threshold and labelled so: the sum of their weights; Keras'
    /// `FalseNegatives`. A class counts as a row with a 1 at its place.
    false_negatives, val_false_negatives, Direction::Neither {
        /// What an output that means 1 is above; one number.
        thresholds: f32 = 0.5,
    }
}

counted! { false_negatives }
