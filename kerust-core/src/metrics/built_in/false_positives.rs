use crate::metrics::Direction;

crate::metric! {
    /// How many outputs are above the threshold and not labelled so: the sum of their weights; Keras'
    /// `FalsePositives`. A class counts as a row with a 1 at its place.
    false_positives, val_false_positives, Direction::Neither {
        /// What an output that means 1 is above; one number.
        thresholds: f32 = 0.5,
    }
}

counted! { false_positives }
