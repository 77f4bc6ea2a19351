use crate::metrics::Direction;

crate::metric! {
    /// How many outputs are above the threshold and labelled so: the sum of their weights; Keras'
    /// `TruePositives`. A class counts as a row with a 1 at its place.
    true_positives, val_true_positives, Direction::Neither {
        /// What an output that means 1 is above; one number.
        thresholds: f32 = 0.5,
    }
}

counted! { true_positives }
